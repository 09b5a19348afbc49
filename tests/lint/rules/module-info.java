/**
 * The house rules as a program: it reads the tree and says what breaks a rule. {@code
 * tests/lint/run.sh} runs it.
 */
module pagoda.lint {
  requires jdk.compiler;

  exports pagoda.lint;
}
