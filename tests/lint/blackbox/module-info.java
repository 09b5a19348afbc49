/** Tests of the house rules: each is shown a tree that breaks it. */
open module pagoda.lint.blackbox {
  requires java.compiler;
  requires org.junit.jupiter.api;
  requires org.junit.jupiter.params;
  requires pagoda.lint;
  requires pagoda.testing;
}
