/** Kills a queue again and again, at random and at every step, and looks for what is lost. */
open module pagoda.queue.crash {
  requires org.junit.jupiter.api;
  requires pagoda.queue;
  requires pagoda.testing;
}
