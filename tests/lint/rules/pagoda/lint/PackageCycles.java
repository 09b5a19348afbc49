package pagoda.lint;

import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.classfile.constantpool.Utf8Entry;
import java.lang.module.ModuleDescriptor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The packages of a module have no cycle. Its API is left out: it calls the module's inside in its
 * factories, and the inside uses its types. What a class uses is read from its constant pool.
 */
public final class PackageCycles implements Rule {
  private static final Pattern TYPE = Pattern.compile("L([\\w/$]+)[;<]");

  /** The rule. */
  public PackageCycles() {}

  @Override
  public String name() {
    return "package cycles";
  }

  @Override
  public Result check(Tree tree) {
    int edges = 0;
    List<Finding> findings = new ArrayList<>();
    for (ModuleDescriptor module : Modules.of(tree)) {
      Map<String, Set<String>> uses = uses(tree, module);
      edges += uses.values().stream().mapToInt(Set::size).sum();
      for (String name : uses.keySet()) {
        List<String> loop = Cycle.through(name, uses);
        if (!loop.isEmpty()) {
          findings.add(new Finding(name, "in a cycle: " + String.join(" -> ", loop)));
        }
      }
    }
    return new Result(edges, findings);
  }

  /** Which packages of its module, the API left out, each package uses. */
  private static Map<String, Set<String>> uses(Tree tree, ModuleDescriptor module) {
    Set<String> inside = new TreeSet<>(module.packages());
    inside.removeAll(Modules.api(module));
    Map<String, Set<String>> uses = new TreeMap<>();
    for (Path file : Modules.classes(tree, module)) {
      var type = ExportedNames.parse(file);
      String from = packageOf(type.thisClass().asInternalName());
      if (inside.contains(from)) {
        Set<String> to = uses.computeIfAbsent(from, _ -> new TreeSet<>());
        for (PoolEntry entry : type.constantPool()) {
          add(entry, inside, to);
        }
        to.remove(from);
      }
    }
    return uses;
  }

  private static void add(PoolEntry entry, Set<String> inside, Set<String> to) {
    if (entry instanceof ClassEntry type) {
      keep(packageOf(type.asInternalName().replaceFirst("^\\[+L", "")), inside, to);
    } else if (entry instanceof Utf8Entry text) {
      Matcher types = TYPE.matcher(text.stringValue()); // descriptors and signatures
      while (types.find()) {
        keep(packageOf(types.group(1)), inside, to);
      }
    }
  }

  private static void keep(String name, Set<String> inside, Set<String> to) {
    if (inside.contains(name)) {
      to.add(name);
    }
  }

  private static String packageOf(String internalName) {
    int end = internalName.lastIndexOf('/');
    return end < 0 ? "" : internalName.substring(0, end).replace('/', '.');
  }
}
