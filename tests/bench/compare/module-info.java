/** Compares the runs of a benchmark of two trees. */
module pagoda.compare {
  requires tools.jackson.databind;

  exports bench.compare;
}
