package pagoda.lint;

import java.util.List;

/**
 * What a rule found.
 *
 * @param read how many things it looked at; a rule that looked at none proves nothing and fails
 * @param findings the places where it is broken
 */
public record Result(int read, List<Finding> findings) {
  public Result {
    findings = List.copyOf(findings);
  }
}
