/** Helpers that all test modules share. */
module pagoda.testing {
  requires org.junit.jupiter.api;

  exports pagoda.testing;
}
