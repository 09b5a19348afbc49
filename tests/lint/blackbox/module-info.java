/** Tests of the house rules, each shown a tree that breaks it, and of the build's own functions. */
open module pagoda.lint.blackbox {
  requires java.compiler;
  requires org.junit.jupiter.api;
  requires org.junit.jupiter.params;
  requires pagoda.compare;
  requires pagoda.lint;
  requires pagoda.testing;
}
