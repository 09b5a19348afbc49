package pagoda.lint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The places that are known to break a rule still: lines {@code rule: subject}. The list can only
 * shrink, since an entry whose rule is met there is a finding itself.
 */
public final class Exceptions {
  private final Set<String> entries;

  private Exceptions(Set<String> entries) {
    this.entries = entries;
  }

  /** Reads the list; empty lines and those that begin with # say nothing. */
  public static Exceptions read(Path file) throws IOException {
    return of(Files.readAllLines(file).toArray(String[]::new));
  }

  public static Exceptions of(String... lines) {
    Set<String> entries = new HashSet<>();
    Arrays.stream(lines)
        .map(String::strip)
        .filter(line -> !line.isEmpty() && !line.startsWith("#"))
        .forEach(entries::add);
    return new Exceptions(entries);
  }

  /** The findings of {@code rule} that are not listed, and the listed ones that are no more. */
  public List<Finding> remaining(Rule rule, List<Finding> findings) {
    String prefix = rule.name() + ": ";
    Set<String> unneeded = new HashSet<>();
    entries.stream().filter(e -> e.startsWith(prefix)).forEach(unneeded::add);
    List<Finding> remaining = new ArrayList<>();
    for (Finding finding : findings) {
      boolean listed = entries.contains(prefix + finding.subject());
      unneeded.remove(prefix + finding.subject());
      if (!listed || rule.name().equals(HouseRules.LONGEST_METHOD)) {
        remaining.add(finding);
      }
    }
    unneeded.stream()
        .sorted()
        .map(e -> e.substring(prefix.length()))
        .map(subject -> new Finding(subject, "meets the rule now: delete its exception"))
        .forEach(remaining::add);
    return remaining;
  }
}
