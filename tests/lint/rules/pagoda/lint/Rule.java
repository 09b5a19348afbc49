package pagoda.lint;

/** A house rule. */
public interface Rule {
  /** A few words, with which the list of exceptions and the report name it. */
  String name();

  /** Looks at everything of {@code tree} that the rule is about. */
  Result check(Tree tree);
}
