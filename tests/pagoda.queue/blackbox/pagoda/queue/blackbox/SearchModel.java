package pagoda.queue.blackbox;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import pagoda.queue.Bytes;
import pagoda.queue.Job;
import pagoda.queue.JobDetail;
import pagoda.queue.JobFilter;
import pagoda.queue.TimeSpan;

/** What a filter means, said plainly. */
final class SearchModel {
  private SearchModel() {}

  static boolean matches(JobFilter filter, JobDetail detail, SearchTexts texts) {
    Job job = detail.job();
    Optional<Instant> ended = job.finishedAt();
    return filter.id().stream().allMatch(id -> job.id().toString().replace("-", "").startsWith(id))
        && (filter.types().isEmpty() || filter.types().contains(job.type()))
        && (filter.states().isEmpty() || filter.states().contains(job.state()))
        && job.priority() >= filter.lowest()
        && job.priority() <= filter.highest()
        && within(filter.created(), Optional.of(job.createdAt()))
        && within(filter.runAt(), Optional.of(job.runAt()))
        && within(filter.finished(), ended)
        && within(filter.latest(), ended.or(() -> Optional.of(job.createdAt())))
        && job.envelope().labels().containsAll(filter.labels())
        && filter.words().stream().allMatch(word -> word(word, detail, texts))
        && contain(job.lastError().map(e -> start(e, texts)), filter.errors());
  }

  private static boolean word(String word, JobDetail detail, SearchTexts texts) {
    return detail.job().id().toString().equals(word)
        || contain(texts.beginning(detail.payload(), 4096), List.of(word));
  }

  private static String start(String error, SearchTexts texts) {
    return texts.beginning(Bytes.utf8(error), 1024).orElseThrow();
  }

  private static boolean within(TimeSpan span, Optional<Instant> time) {
    return span.equals(TimeSpan.ALWAYS)
        || (time.isPresent()
            && span.since().stream().noneMatch(since -> time.get().isBefore(since))
            && span.until().stream().allMatch(until -> time.get().isBefore(until)));
  }

  private static boolean contain(Optional<String> text, List<String> parts) {
    return parts.isEmpty()
        || (text.isPresent()
            && parts.stream().allMatch(part -> fold(text.get()).contains(fold(part))));
  }

  /** A to Z only. */
  private static String fold(String text) {
    StringBuilder folded = new StringBuilder();
    text.codePoints()
        .mapToObj(Character::toString)
        .map(c -> c.matches("[A-Z]") ? c.toLowerCase(Locale.ROOT) : c)
        .forEach(folded::append);
    return folded.toString();
  }
}
