package bench.breaker;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The figures as a table and as JSON.
 *
 * @param figures every benchmark's
 * @param idleBytes what one idle breaker keeps
 */
record Report(List<Figure> figures, double idleBytes) {
  String text() {
    StringBuilder text = new StringBuilder();
    text.append(
        "%nCircuit breaker, %s, %s, %d processors, JDK %s%n"
            .formatted(
                LocalDate.now(),
                System.getProperty("os.arch"),
                Runtime.getRuntime().availableProcessors(),
                Runtime.version()));
    line(text, "| %-36s | %7s | %9s | %9s | %8s |", "", "threads", "min ns", "median ns", "B/call");
    line(text, "|%s|", "-".repeat(83));
    for (Figure figure : figures) {
      line(
          text,
          "| %-36s | %7d | %9.1f | %9.1f | %8d |",
          figure.name(),
          figure.threads(),
          figure.least(),
          figure.median(),
          figure.wholeBytes());
    }
    text.append(System.lineSeparator());
    bars().forEach(bar -> line(text, "%s", bar));
    return text.toString();
  }

  private List<String> bars() {
    return List.of(
        ratio("closed call, 1 thread", "ClosedCall.pagoda", "ClosedCall.resilience4j", 1, 0.8),
        ratio("closed call, 2 threads", "ClosedCall.pagoda", "ClosedCall.resilience4j", 2, 0.6),
        bytes("closed call", "ClosedCall.pagoda", 0),
        ratio(
            "refusal by exception",
            "RefusedCall.pagodaException",
            "RefusedCall.resilience4jException",
            1,
            0.1),
        bytes("refusal by exception", "RefusedCall.pagodaException", 48),
        ratio(
            "refusal by tryAcquire",
            "RefusedCall.pagodaTryAcquire",
            "RefusedCall.resilience4jTryAcquire",
            1,
            0.4),
        bytes("refusal by tryAcquire", "RefusedCall.pagodaTryAcquire", 0),
        bar("idle breaker, bytes", idleBytes, 2048));
  }

  private String ratio(String what, String ours, String theirs, int threads, double limit) {
    double ratio = figure(ours, threads).median() / figure(theirs, threads).median();
    return bar(what + " / resilience4j", ratio, limit);
  }

  private String bytes(String what, String ours, long limit) {
    return bar(what + ", bytes", figure(ours, 1).wholeBytes(), limit);
  }

  private static String bar(String what, double measured, double limit) {
    String verdict = measured <= limit ? "met" : "missed";
    return String.format(Locale.ROOT, "%-45s %9.2f  bar %8.2f  %s", what, measured, limit, verdict);
  }

  private Figure figure(String name, int threads) {
    return figures.stream()
        .filter(figure -> figure.name().equals(name) && figure.threads() == threads)
        .findFirst()
        .orElseThrow();
  }

  String json() {
    return figures.stream()
        .map(Report::json)
        .collect(
            Collectors.joining(
                ",\n  ",
                "{\"date\": \"%s\", \"idleBytes\": %.0f, \"figures\": [\n  "
                    .formatted(LocalDate.now(), idleBytes),
                "\n]}\n"));
  }

  private static String json(Figure figure) {
    return String.format(
        Locale.ROOT,
        "{\"name\": \"%s\", \"threads\": %d, \"min\": %.2f, \"median\": %.2f, \"bytes\": %d}",
        figure.name(),
        figure.threads(),
        figure.least(),
        figure.median(),
        figure.wholeBytes());
  }

  private static void line(StringBuilder text, String format, Object... args) {
    text.append(String.format(Locale.ROOT, format, args)).append(System.lineSeparator());
  }
}
