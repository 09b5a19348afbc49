package pagoda.queue.internal.handlers;

import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds some of the modules of a folder: an automatic module that is resolved draws in every other
 * one that its finder has.
 *
 * @param byName the modules
 */
record ChosenModules(Map<String, ModuleReference> byName) implements ModuleFinder {
  /** Those of {@code all} with these names. */
  static ChosenModules of(Map<String, ModuleReference> all, Set<String> names) {
    Map<String, ModuleReference> chosen = new HashMap<>(all);
    chosen.keySet().retainAll(names);
    return new ChosenModules(chosen);
  }

  @Override
  public Optional<ModuleReference> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  @Override
  public Set<ModuleReference> findAll() {
    return Set.copyOf(byName.values());
  }
}
