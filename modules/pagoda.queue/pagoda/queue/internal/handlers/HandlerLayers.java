package pagoda.queue.internal.handlers;

import java.lang.module.Configuration;
import java.lang.module.FindException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.lang.module.ResolutionException;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import pagoda.queue.JobHandler;

/** Defines a layer for each module of a folder that provides handlers. Immutable. */
final class HandlerLayers {
  /** The module whose {@link JobHandler} counts; a copy of it would have another. */
  static final String QUEUE = JobHandler.class.getModule().getName();

  private final ModuleLayer parent;
  private final Map<String, ModuleReference> modules = new HashMap<>();

  HandlerLayers(Collection<ModuleReference> found) {
    ModuleLayer own = HandlerLayers.class.getModule().getLayer();
    parent = own == null ? ModuleLayer.boot() : own;
    found.forEach(module -> modules.put(module.descriptor().name(), module));
  }

  /** Tells whether a module provides handlers. */
  static boolean provides(ModuleDescriptor module) {
    return module.provides().stream().anyMatch(HandlerLayers::handlers);
  }

  private static boolean handlers(ModuleDescriptor.Provides provides) {
    return provides.service().equals(JobHandler.class.getName());
  }

  /** Tells whether a failure is about one of a module's own handlers. */
  static boolean names(ModuleDescriptor module, Throwable failure) {
    String message = String.valueOf(failure.getMessage());
    return module.provides().stream()
        .filter(HandlerLayers::handlers)
        .flatMap(provides -> provides.providers().stream())
        .anyMatch(message::contains);
  }

  /** Tells whether it is the JDK's way to say that modules do not go together. */
  static boolean refused(Throwable thrown) {
    return thrown instanceof FindException
        || thrown instanceof ResolutionException
        || thrown instanceof LayerInstantiationException;
  }

  /** Defines the layer of a module: itself, what it requires, and what it may look for. */
  ModuleLayer define(ModuleDescriptor module) {
    return parent.defineModulesWithOneLoader(
        resolve(companions(module)), ClassLoader.getSystemClassLoader());
  }

  /**
   * What is resolved with a module. A plain jar names nothing that it requires, so it may use every
   * module of the folder; another one may look for services in it. What does not go together with
   * the module is left out, since the folder also holds other handlers and their libraries.
   */
  private Set<String> companions(ModuleDescriptor module) {
    Set<String> chosen = required(module.name());
    boolean plain = chosen.stream().anyMatch(name -> descriptor(name).isAutomatic());
    Set<String> others = new TreeSet<>(modules.keySet());
    others.removeIf(name -> chosen.contains(name) || !(plain || offers(descriptor(name))));
    Set<String> all = new HashSet<>(chosen);
    others.forEach(name -> all.addAll(required(name)));
    if (goTogether(all)) {
      return all;
    }
    for (String other : others) {
      Set<String> more = new HashSet<>(chosen);
      more.addAll(required(other));
      if (goTogether(more)) {
        chosen.addAll(more);
      }
    }
    return chosen;
  }

  /** A library with services, which no one names in advance. */
  private static boolean offers(ModuleDescriptor module) {
    return !provides(module) && !module.provides().isEmpty();
  }

  private ModuleDescriptor descriptor(String name) {
    return modules.get(name).descriptor();
  }

  /** A module and what it names, as far as the folder has it. */
  private Set<String> required(String name) {
    Set<String> found = new HashSet<>();
    Deque<String> left = new ArrayDeque<>(List.of(name));
    while (!left.isEmpty()) {
      String next = left.poll();
      if (modules.containsKey(next) && found.add(next)) {
        descriptor(next).requires().forEach(requires -> left.add(requires.name()));
      }
    }
    return found;
  }

  private Configuration resolve(Set<String> names) {
    return parent
        .configuration()
        .resolve(ChosenModules.of(modules, names), ModuleFinder.of(), names);
  }

  private boolean goTogether(Set<String> names) {
    try {
      Set<String> packages = new HashSet<>();
      return resolve(names).modules().stream()
          .flatMap(module -> module.reference().descriptor().packages().stream())
          .allMatch(packages::add); // one loader has each package once
    } catch (FindException | ResolutionException e) {
      System.getLogger("pagoda.queue")
          .log(System.Logger.Level.DEBUG, "Modules " + names + " do not go together", e);
      return false;
    }
  }
}
