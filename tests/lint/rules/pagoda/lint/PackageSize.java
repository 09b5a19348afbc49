package pagoda.lint;

import java.lang.module.ModuleDescriptor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A package can be seen at once: under 30 files, the API of a module under 50. */
public final class PackageSize implements Rule {
  private static final int BELOW = 30;
  private static final int API_BELOW = 50;

  /** The rule. */
  public PackageSize() {}

  @Override
  public String name() {
    return "package size";
  }

  @Override
  public Result check(Tree tree) {
    Set<String> api = new HashSet<>();
    for (ModuleDescriptor module : Modules.of(tree)) {
      api.addAll(Modules.api(module));
    }
    Map<String, Long> sizes =
        tree.java("modules").stream()
            .filter(f -> !f.endsWith("module-info.java"))
            .collect(
                Collectors.groupingBy(PackageSize::packageOf, TreeMap::new, Collectors.counting()));
    List<Finding> findings = new ArrayList<>();
    sizes.forEach((name, files) -> {
      int below = api.contains(name) ? API_BELOW : BELOW;
      if (files >= below) {
        findings.add(new Finding(name, files + " files; must be under " + below));
      }
    });
    findings.sort(Comparator.comparing(Finding::subject));
    return new Result(api.isEmpty() ? 0 : sizes.size(), findings);
  }

  /** {@code modules/pagoda.x/pagoda/x/internal/Y.java} is of the package pagoda.x.internal. */
  private static String packageOf(String file) {
    String[] parts = file.split("/");
    return String.join(".", List.of(parts).subList(2, parts.length - 1));
  }
}
