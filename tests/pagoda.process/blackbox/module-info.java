/** Tests of pagoda.process from outside: they use only what it exports. */
open module pagoda.process.blackbox {
  requires org.junit.jupiter.api;
  requires org.junit.jupiter.params;
  requires pagoda.process;
  requires pagoda.testing;
}
