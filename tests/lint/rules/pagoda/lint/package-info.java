/**
 * House rules, each a {@link pagoda.lint.Rule} over one {@link pagoda.lint.Tree}. A rule that reads
 * nothing fails, and so does an entry of the exceptions that is no longer needed.
 */
package pagoda.lint;
