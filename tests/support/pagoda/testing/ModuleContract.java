package pagoda.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleDescriptor.Requires.Modifier;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Asserts what a module promises: exactly which packages it exports and modules it requires. */
public final class ModuleContract {
  private ModuleContract() {}

  /** Fails unless {@code module} exports exactly {@code packages}, to everybody. */
  public static void exportsExactly(Module module, Set<String> packages) {
    Set<String> exported =
        module.getDescriptor().exports().stream()
            .map(e -> e.source() + (e.isQualified() ? " to " + new TreeSet<>(e.targets()) : ""))
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(new TreeSet<>(packages), exported, "exports of " + module.getName());
  }

  /**
   * Fails unless {@code module} requires exactly {@code modules} besides java.base. A transitive or
   * optional one is written with its modifier: {@code transitive x}, {@code static x}.
   */
  public static void requiresExactly(Module module, Set<String> modules) {
    Set<String> required =
        module.getDescriptor().requires().stream()
            .filter(r -> !r.name().equals("java.base"))
            .map(ModuleContract::name)
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(new TreeSet<>(modules), required, "requires of " + module.getName());
  }

  private static String name(ModuleDescriptor.Requires requires) {
    return (requires.modifiers().contains(Modifier.STATIC) ? "static " : "")
        + (requires.modifiers().contains(Modifier.TRANSITIVE) ? "transitive " : "")
        + requires.name();
  }
}
