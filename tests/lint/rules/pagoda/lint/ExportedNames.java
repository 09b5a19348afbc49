package pagoda.lint;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.module.ModuleDescriptor;
import java.lang.reflect.AccessFlag;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * No two modules export one simple name, nor one of java.lang, so that {@code import module} of all
 * of them compiles.
 */
public final class ExportedNames implements Rule {
  /** The rule. */
  public ExportedNames() {}

  @Override
  public String name() {
    return "exported names";
  }

  @Override
  public Result check(Tree tree) {
    Map<String, Set<String>> modules = modulesByName(tree);
    List<Finding> findings = new ArrayList<>();
    modules.forEach((name, exporters) -> {
      if (exporters.size() > 1) {
        findings.add(new Finding(name, "exported by " + String.join(" and ", exporters)));
      } else if (isOfJavaLang(name)) {
        findings.add(new Finding(name, "exported by " + exporters + " and a name of java.lang"));
      }
    });
    return new Result(modules.size(), findings);
  }

  /** The simple name of each public top-level type that is exported, with who exports it. */
  public static Map<String, Set<String>> modulesByName(Tree tree) {
    Map<String, Set<String>> modules = new TreeMap<>();
    for (ModuleDescriptor module : Modules.of(tree)) {
      Set<String> api = Modules.api(module);
      for (Path file : Modules.classes(tree, module)) {
        ClassModel type = parse(file);
        String[] name = type.thisClass().asInternalName().split("/");
        String in = String.join(".", List.of(name).subList(0, name.length - 1));
        String simple = name[name.length - 1];
        if (api.contains(in) && simple.indexOf('$') < 0 && type.flags().has(AccessFlag.PUBLIC)) {
          modules.computeIfAbsent(simple, _ -> new TreeSet<>()).add(module.name());
        }
      }
    }
    return modules;
  }

  static ClassModel parse(Path file) {
    try {
      return ClassFile.of().parse(file);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  private static boolean isOfJavaLang(String name) {
    return Object.class.getModule().getDescriptor().exports().stream()
            .anyMatch(e -> e.source().equals("java.lang"))
        && Object.class.getResource(name + ".class") != null;
  }
}
