/** Kills a runner, its keepers and its programs at random steps, and looks for what is left. */
open module pagoda.process.crash {
  requires org.junit.jupiter.api;
  requires pagoda.process;
  requires pagoda.testing;
}
