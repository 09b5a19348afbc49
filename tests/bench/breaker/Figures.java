package bench.breaker;

import bench.support.Row;
import java.util.ArrayList;
import java.util.List;

/**
 * What JMH measured, as rows. Ratios are of medians.
 *
 * @param all every benchmark's figure
 * @param idleBytes what one idle breaker keeps on the heap
 */
record Figures(List<Figure> all, double idleBytes) {
  List<Row> rows() {
    List<Row> rows = new ArrayList<>();
    for (Figure figure : all) {
      String name = figure.name() + ", threads: " + figure.threads();
      rows.add(Row.info(name + ", least", figure.least(), "ns"));
      rows.add(Row.info(name + ", median", figure.median(), "ns"));
    }
    rows.add(ratio("closed call, 1 thread", "ClosedCall.pagoda", "ClosedCall.resilience4j", 1, .8));
    rows.add(
        ratio("closed call, 2 threads", "ClosedCall.pagoda", "ClosedCall.resilience4j", 2, .6));
    rows.add(bytes("closed call", "ClosedCall.pagoda", "ClosedCall.resilience4j", 0));
    rows.add(refusalRatio("refusal by exception", "Exception", 0.1));
    rows.add(refusalBytes("refusal by exception", "Exception", 48));
    rows.add(refusalRatio("refusal by tryAcquire", "TryAcquire", 0.4));
    rows.add(refusalBytes("refusal by tryAcquire", "TryAcquire", 0));
    rows.add(Row.atMost("idle breaker", idleBytes, "B", 2048));
    return rows;
  }

  private Row refusalRatio(String what, String how, double limit) {
    return ratio(what, "RefusedCall.pagoda" + how, "RefusedCall.resilience4j" + how, 1, limit);
  }

  private Row refusalBytes(String what, String how, long limit) {
    return bytes(what, "RefusedCall.pagoda" + how, "RefusedCall.resilience4j" + how, limit);
  }

  private Row ratio(String what, String ours, String theirs, int threads, double limit) {
    return Row.ratioAtMost(
        what + " / resilience4j",
        figure(ours, threads).median(),
        figure(theirs, threads).median(),
        "ns",
        limit);
  }

  private Row bytes(String what, String ours, String theirs, long limit) {
    return Row.atMost(
        what + ", beside resilience4j",
        (double) figure(ours, 1).wholeBytes(),
        (double) figure(theirs, 1).wholeBytes(),
        "B",
        (double) limit);
  }

  private Figure figure(String name, int threads) {
    return all.stream()
        .filter(figure -> figure.name().equals(name) && figure.threads() == threads)
        .findFirst()
        .orElseThrow();
  }
}
