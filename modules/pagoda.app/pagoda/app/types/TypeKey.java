package pagoda.app.types;

import java.util.Set;
import java.util.stream.Collectors;
import pagoda.app.settings.Kind;

/**
 * One key of a type's file.
 *
 * @param name its name, in kebab case
 * @param kind what values it takes
 * @param modes what may run the jobs of a type that has it
 * @param <T> the type of its value
 */
public record TypeKey<T>(String name, Kind<T> kind, Set<RunMode> modes) {
  /** Copies the set. */
  public TypeKey {
    modes = Set.copyOf(modes);
  }

  /** With which values of {@code run} it may stand, in words. */
  String allowedModes() {
    return modes.stream().sorted().map(RunMode::text).collect(Collectors.joining(" or "));
  }
}
