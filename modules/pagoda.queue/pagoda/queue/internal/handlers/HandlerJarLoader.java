package pagoda.queue.internal.handlers;

import java.io.IOException;
import java.lang.module.Configuration;
import java.lang.module.FindException;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.lang.module.ResolutionException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;
import pagoda.queue.HandlerJars;
import pagoda.queue.InvalidHandlerException;
import pagoda.queue.JobHandler;

/** Loads handlers from a folder of module jars; see {@link HandlerJars}. */
public final class HandlerJarLoader {
  private final List<JobHandler> handlers = new ArrayList<>();
  private final List<InvalidHandlerException> problems = new ArrayList<>();

  private HandlerJarLoader() {}

  /** Loads every jar of a folder. */
  public static HandlerJars load(Path directory) {
    HandlerJarLoader loader = new HandlerJarLoader();
    Map<Path, ModuleReference> modules = loader.find(jars(directory));
    ModuleFinder all = ModuleFinder.of(modules.keySet().toArray(Path[]::new));
    modules.forEach((jar, module) -> loader.load(jar, module, all));
    return new HandlerJars(loader.handlers, loader.problems);
  }

  private static List<Path> jars(Path directory) {
    List<Path> jars = new ArrayList<>();
    try (DirectoryStream<Path> found = Files.newDirectoryStream(directory, "*.jar")) {
      found.forEach(jars::add);
    } catch (IOException e) {
      throw new InvalidHandlerException("Handler folder can not be read: " + e, e);
    }
    jars.sort(null); // so that the same folder always loads in the same order
    return jars;
  }

  /** The module of each jar that is one; a name that two jars share counts for the first. */
  private Map<Path, ModuleReference> find(List<Path> jars) {
    Map<Path, ModuleReference> modules = new LinkedHashMap<>();
    Map<String, Path> owners = new TreeMap<>();
    for (Path jar : jars) {
      try {
        Set<ModuleReference> found = ModuleFinder.of(jar).findAll();
        ModuleReference module = found.iterator().next();
        Path owner = owners.putIfAbsent(module.descriptor().name(), jar);
        if (owner == null) {
          modules.put(jar, module);
        } else {
          problem(jar, "module " + module.descriptor().name() + " is in " + owner + " too");
        }
      } catch (FindException e) {
        problem(jar, reason(e), e);
      }
    }
    return modules;
  }

  private void load(Path jar, ModuleReference module, ModuleFinder all) {
    boolean provides =
        module.descriptor().provides().stream()
            .anyMatch(p -> p.service().equals(JobHandler.class.getName()));
    if (!provides) {
      return; // a library of some handler
    }
    try {
      ModuleLayer own = HandlerJarLoader.class.getModule().getLayer();
      ModuleLayer parent = own == null ? ModuleLayer.boot() : own;
      Configuration configuration =
          parent
              .configuration()
              .resolve(all, ModuleFinder.of(), Set.of(module.descriptor().name()));
      ModuleLayer layer =
          parent.defineModulesWithOneLoader(configuration, ClassLoader.getSystemClassLoader());
      List<JobHandler> found = new ArrayList<>();
      ServiceLoader.load(layer, JobHandler.class).stream()
          .filter(p -> p.type().getModule().getLayer() == layer)
          .forEach(p -> found.add(p.get()));
      handlers.addAll(found);
    } catch (FindException | ResolutionException | LayerInstantiationException e) {
      problem(jar, reason(e), e);
    } catch (ServiceConfigurationError | LinkageError e) {
      problem(jar, reason(e), e);
    }
  }

  private void problem(Path jar, String reason) {
    problems.add(new InvalidHandlerException(message(jar, reason)));
  }

  private void problem(Path jar, String reason, Throwable cause) {
    problems.add(new InvalidHandlerException(message(jar, reason), cause));
  }

  private static String message(Path jar, String reason) {
    String text = "Handler jar " + jar.getFileName() + " does not load: " + reason;
    return text.replaceAll("\\R\\s*", " ");
  }

  private static String reason(Throwable thrown) {
    Throwable cause = thrown.getCause();
    return cause == null ? String.valueOf(thrown.getMessage()) : thrown.getMessage() + ": " + cause;
  }
}
