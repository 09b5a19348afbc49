/** Helpers that all test modules share. */
module pagoda.testing {
  requires java.management;
  requires transitive org.junit.jupiter.api;

  exports pagoda.testing;

  provides org.junit.jupiter.api.extension.Extension with
      pagoda.testing.MachineTimeout;
}
