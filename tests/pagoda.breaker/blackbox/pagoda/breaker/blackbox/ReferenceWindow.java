package pagoda.breaker.blackbox;

import java.util.ArrayList;
import java.util.List;
import pagoda.breaker.Counts;
import pagoda.breaker.Window;

/** A window as its documentation tells it: a list of results that is cut. */
final class ReferenceWindow {
  private record Result(long slice, boolean failed, boolean slow) {}

  private final Window window;
  private final long origin;
  private List<Result> results = new ArrayList<>();

  ReferenceWindow(Window window, long now) {
    this.window = window;
    origin = now;
  }

  Window window() {
    return window;
  }

  void add(boolean failed, boolean slow, long now) {
    results.add(new Result(slice(now), failed, slow));
    results = current(now);
  }

  Counts counts(long now) {
    List<Result> seen = current(now);
    return new Counts(
        seen.size(),
        (int) seen.stream().filter(Result::failed).count(),
        (int) seen.stream().filter(Result::slow).count(),
        (int) seen.stream().filter(result -> result.failed || result.slow).count());
  }

  /** The same results in a count window of another size. */
  ReferenceWindow resized(Window.Count next, long now) {
    ReferenceWindow other = new ReferenceWindow(next, now);
    results.forEach(result -> other.add(result.failed, result.slow, now));
    return other;
  }

  private List<Result> current(long now) {
    return switch (window) {
      case Window.Count(int size) ->
          new ArrayList<>(results.subList(Math.max(0, results.size() - size), results.size()));
      case Window.Time(var _, int slices) ->
          new ArrayList<>(
              results.stream().filter(result -> result.slice > slice(now) - slices).toList());
    };
  }

  private long slice(long now) {
    return window instanceof Window.Time(var length, int slices)
        ? (now - origin) / Math.ceilDiv(length.toNanos(), slices)
        : 0;
  }
}
