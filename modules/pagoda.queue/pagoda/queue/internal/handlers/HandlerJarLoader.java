package pagoda.queue.internal.handlers;

import java.io.IOException;
import java.lang.module.FindException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.TreeMap;
import pagoda.queue.HandlerJars;
import pagoda.queue.InvalidHandlerException;
import pagoda.queue.JobHandler;
import pagoda.queue.internal.foreign.ContextLoader;
import pagoda.queue.internal.foreign.ForeignThrowable;

/** Loads handlers from a folder of module jars; see {@link HandlerJars}. */
public final class HandlerJarLoader {
  private final List<JobHandler> handlers = new ArrayList<>();
  private final List<InvalidHandlerException> problems = new ArrayList<>();

  private HandlerJarLoader() {}

  /** Loads every jar of a folder. */
  public static HandlerJars load(Path directory) {
    HandlerJarLoader loader = new HandlerJarLoader();
    Map<Path, ModuleReference> modules = loader.find(jars(directory));
    HandlerLayers layers = new HandlerLayers(modules.values());
    modules.forEach((jar, module) -> {
      if (HandlerLayers.provides(module.descriptor())) { // else a library of some handler
        loader.load(jar, module.descriptor(), layers);
      }
    });
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
      module(jar)
          .ifPresent(module -> {
            String name = module.descriptor().name();
            Path owner = owners.putIfAbsent(name, jar);
            if (HandlerLayers.QUEUE.equals(name)) {
              problem(jar, "module " + name + " is part of the program, and only there");
            } else if (owner != null) {
              problem(jar, "module " + name + " is in " + owner + " too");
            } else {
              modules.put(jar, module);
            }
          });
    }
    return modules;
  }

  /** Only files are opened: a folder may hold anything, and opening a pipe would never end. */
  private Optional<ModuleReference> module(Path jar) {
    if (!Files.isRegularFile(jar)) {
      problem(jar, Files.exists(jar) ? "it is no file" : "it links to nothing");
      return Optional.empty();
    }
    try {
      return ModuleFinder.of(jar).findAll().stream().findFirst();
    } catch (FindException e) {
      problem(jar, reason(e), e);
      return Optional.empty();
    }
  }

  private void load(Path jar, ModuleDescriptor module, HandlerLayers layers) {
    try {
      ModuleLayer layer = layers.define(module);
      try (ContextLoader _ = ContextLoader.of(layer.findLoader(module.name()))) {
        instantiate(jar, module, layer);
      }
    } catch (Throwable e) { // a jar may be anybody's, and its code may throw anything
      problem(jar, reason(e), e);
    }
  }

  /**
   * Makes the handlers of one module. The layer of a plain jar holds every other plain jar too;
   * their handlers and faults are found when it is their turn.
   */
  private void instantiate(Path jar, ModuleDescriptor module, ModuleLayer layer) {
    Iterator<ServiceLoader.Provider<JobHandler>> providers =
        ServiceLoader.load(layer, JobHandler.class).stream().iterator();
    while (true) {
      try {
        if (!providers.hasNext()) {
          return;
        }
        ServiceLoader.Provider<JobHandler> provider = providers.next();
        Module owner = provider.type().getModule();
        if (owner.getLayer() == layer && owner.getName().equals(module.name())) {
          handlers.add(provider.get());
        }
      } catch (ServiceConfigurationError e) { // and the next one may be sound
        if (HandlerLayers.names(module, e)) {
          problem(jar, reason(e), e);
        }
      }
    }
  }

  private void problem(Path jar, String reason) {
    problems.add(new InvalidHandlerException(message(jar, reason)));
  }

  private void problem(Path jar, String reason, Throwable cause) {
    problems.add(new InvalidHandlerException(message(jar, reason), ForeignThrowable.of(cause)));
  }

  private static String message(Path jar, String reason) {
    String text = "Handler jar " + jar.getFileName() + " does not load: " + reason;
    return text.replaceAll("\\R\\s*", " ");
  }

  /**
   * What went wrong, in the words of the JDK, whose messages need no class name, and of the jar.
   */
  private static String reason(Throwable thrown) {
    ForeignThrowable copy = ForeignThrowable.of(thrown);
    boolean known = thrown instanceof ServiceConfigurationError || HandlerLayers.refused(thrown);
    String text = known ? String.valueOf(thrown.getMessage()) : copy.toString();
    return copy.getCause() == null ? text : text + ": " + copy.getCause();
  }
}
