package pagoda.queue.internal.search;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import pagoda.queue.JobFilter;
import pagoda.queue.TimeSpan;
import pagoda.queue.internal.job.JobIds;
import pagoda.queue.internal.job.JobViews;
import pagoda.queue.store.Match;

/** Says in a store's terms which jobs a filter means. */
public final class Matches {
  private static final Pattern UUID_TEXT =
      Pattern.compile("[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}");

  private static final int NO_TYPE = -1;

  private Matches() {}

  /**
   * Which jobs a filter means. A word that is the id of a job here means that job: people paste
   * ids.
   *
   * @param filter the filter
   * @param newest the store's newest row
   * @param views ids and types of the store
   */
  public static Match of(JobFilter filter, long newest, JobViews views) {
    List<String> words = new ArrayList<>();
    List<List<Long>> rows = new ArrayList<>();
    for (String word : filter.words()) {
      OptionalLong row = row(word, views.ids());
      row.ifPresentOrElse(found -> rows.add(List.of(found)), () -> words.add(word));
    }
    filter.id().ifPresent(digits -> rows.add(IdBeginning.rows(digits, newest, views.ids())));
    return new Match(
        rows.stream().reduce(Matches::both),
        types(filter, views),
        filter.states(),
        filter.lowest(),
        filter.highest(),
        span(filter.created()),
        span(filter.runAt()),
        span(filter.finished()),
        span(filter.latest()),
        List.copyOf(words),
        filter.errors(),
        filter.labels());
  }

  private static OptionalLong row(String word, JobIds ids) {
    return UUID_TEXT.matcher(word).matches()
        ? ids.row(UUID.fromString(word))
        : OptionalLong.empty();
  }

  private static List<Long> both(List<Long> some, List<Long> others) {
    return some.stream().filter(others::contains).toList();
  }

  private static Set<Integer> types(JobFilter filter, JobViews views) {
    Set<Integer> types = new HashSet<>();
    filter.types().forEach(name -> types.add(views.types().find(name).orElse(NO_TYPE)));
    return types;
  }

  private static Match.Span span(TimeSpan span) {
    return new Match.Span(
        span.since().map(Matches::millis).orElse(Match.Span.ALWAYS.since()),
        span.until().map(Matches::millis).orElse(Match.Span.ALWAYS.until()));
  }

  /** Jobs have whole milliseconds, so a moment within one is the next. */
  private static long millis(Instant time) {
    long millis = time.toEpochMilli();
    return Instant.ofEpochMilli(millis).isBefore(time) ? millis + 1 : millis;
  }

  /** Whether no job can be meant, as when nobody ever named such a type. */
  static boolean none(Match match) {
    return match.rows().filter(List::isEmpty).isPresent()
        || match.types().equals(Set.of(NO_TYPE))
        || match.lowest() > match.highest();
  }
}
