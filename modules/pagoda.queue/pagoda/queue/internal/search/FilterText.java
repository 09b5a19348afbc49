package pagoda.queue.internal.search;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import pagoda.queue.JobFilter;
import pagoda.queue.JobRequest;
import pagoda.queue.JobState;
import pagoda.queue.TimeSpan;

/** Writes filters as {@link FilterParser} reads them. */
public final class FilterText {
  private FilterText() {}

  /** The filter, with every time complete. */
  public static String of(JobFilter filter) {
    List<String> parts = new ArrayList<>();
    filter.id().ifPresent(digits -> parts.add("id:" + digits));
    if (!filter.types().isEmpty()) {
      parts.add(filter.types().stream().sorted().collect(Collectors.joining(",", "type:", "")));
    }
    if (!filter.states().isEmpty()) {
      parts.add(
          filter.states().stream()
              .sorted()
              .map(JobState::text)
              .collect(Collectors.joining(",", "state:", "")));
    }
    if (filter.lowest() > JobRequest.LOWEST) {
      parts.add("priority:>=" + filter.lowest());
    }
    if (filter.highest() < JobRequest.HIGHEST) {
      parts.add("priority:<=" + filter.highest());
    }
    filter.latest().since().ifPresent(time -> parts.add("since:" + time));
    filter.latest().until().ifPresent(time -> parts.add("until:" + time));
    span(parts, "created", filter.created());
    span(parts, "run_at", filter.runAt());
    span(parts, "finished", filter.finished());
    filter.errors().forEach(text -> parts.add("error:" + quoted(text)));
    filter.labels().forEach(text -> parts.add("label:" + quoted(text)));
    filter.words().forEach(text -> parts.add(quoted(text)));
    return String.join(" ", parts);
  }

  private static void span(List<String> parts, String key, TimeSpan span) {
    span.since().ifPresent(time -> parts.add(key + ":>=" + time));
    span.until().ifPresent(time -> parts.add(key + ":<" + time));
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
