package pagoda.queue;

import static pagoda.queue.InvalidJobException.check;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import pagoda.queue.internal.search.FilterParser;
import pagoda.queue.internal.search.FilterText;

/**
 * Which jobs are meant: those that meet every condition. Immutable; each {@code with…} gives a
 * narrower filter, and throws {@link InvalidJobException} for a value out of its range.
 *
 * <p>Texts are looked for as they are, anywhere, and the letters A to Z in either case.
 */
public final class JobFilter {
  /** Every job. */
  public static final JobFilter ALL =
      new JobFilter(
          new Kind(Optional.empty(), Set.of(), Set.of(), JobRequest.LOWEST, JobRequest.HIGHEST),
          new Times(TimeSpan.ALWAYS, TimeSpan.ALWAYS, TimeSpan.ALWAYS, TimeSpan.ALWAYS),
          new Texts(List.of(), List.of(), List.of()));

  /** The fewest hexadecimal digits of an id. */
  public static final int LEAST_DIGITS = 6;

  /** The longest text to look for, in characters. */
  public static final int LONGEST_TEXT = 256;

  /** The most texts, and the most labels. */
  public static final int MOST_TEXTS = 8;

  private record Kind(
      Optional<String> id, Set<String> types, Set<JobState> states, int lowest, int highest) {}

  private record Times(TimeSpan created, TimeSpan runAt, TimeSpan finished, TimeSpan latest) {}

  private record Texts(List<String> words, List<String> errors, List<String> labels) {}

  private final Kind kind;
  private final Times times;
  private final Texts texts;

  private JobFilter(Kind kind, Times times, Texts texts) {
    this.kind = kind;
    this.times = times;
    this.texts = texts;
  }

  /**
   * Reads a filter as people write it; {@code modules/pagoda.queue/README.md} has the grammar.
   *
   * @param text the filter; an empty one means every job
   * @param now the time that {@code 2h} is counted back from
   * @param zone where {@code 02:00} is meant
   * @return the filter
   * @throws InvalidJobException when the text is no filter; it tells what is allowed
   */
  public static JobFilter parse(String text, Instant now, ZoneId zone) {
    return FilterParser.parse(text, now, zone);
  }

  /** {@return the hexadecimal digits with which the id begins, without hyphens} */
  public Optional<String> id() {
    return kind.id;
  }

  /**
   * Only jobs whose id begins so.
   *
   * @param beginning an id, or {@value #LEAST_DIGITS} and more hexadecimal digits of it, with or
   *     without its hyphens
   * @return the narrower filter
   */
  public JobFilter withId(String beginning) {
    String digits = beginning.replace("-", "").toLowerCase(Locale.ROOT);
    check(
        digits.matches("[0-9a-f]{6,32}"),
        "id",
        "an id, or its first 6 hexadecimal digits or more",
        beginning);
    return with(new Kind(Optional.of(digits), kind.types, kind.states, kind.lowest, kind.highest));
  }

  /** {@return the types; empty means all} */
  public Set<String> types() {
    return kind.types;
  }

  /**
   * Only jobs of these types.
   *
   * @param value their names
   * @return the narrower filter
   */
  public JobFilter withTypes(Set<String> value) {
    return with(new Kind(kind.id, Set.copyOf(value), kind.states, kind.lowest, kind.highest));
  }

  /** {@return the states; empty means all} */
  public Set<JobState> states() {
    return kind.states;
  }

  /**
   * Only jobs in these states.
   *
   * @param value the states
   * @return the narrower filter
   */
  public JobFilter withStates(Set<JobState> value) {
    return with(new Kind(kind.id, kind.types, Set.copyOf(value), kind.lowest, kind.highest));
  }

  /** {@return the lowest priority} */
  public int lowest() {
    return kind.lowest;
  }

  /** {@return the highest priority} */
  public int highest() {
    return kind.highest;
  }

  /**
   * Only jobs of these priorities, and of those that the filter has.
   *
   * @param least the lowest, 0 to 100
   * @param most the highest, 0 to 100
   * @return the narrower filter
   */
  public JobFilter withPriority(int least, int most) {
    check(
        least >= JobRequest.LOWEST && most <= JobRequest.HIGHEST && least <= most,
        "priority",
        "0 to 100, the lower one first",
        least + ".." + most);
    int low = Math.max(kind.lowest, least);
    return with(new Kind(kind.id, kind.types, kind.states, low, Math.min(kind.highest, most)));
  }

  private JobFilter with(Kind changed) {
    return new JobFilter(changed, times, texts);
  }

  /** {@return when the job was handed in} */
  public TimeSpan created() {
    return times.created;
  }

  /** {@return the time before which it does not start} */
  public TimeSpan runAt() {
    return times.runAt;
  }

  /** {@return when it ended; only ended jobs match, unless it is all of time} */
  public TimeSpan finished() {
    return times.finished;
  }

  /** {@return when it ended, or when it was handed in for a job that has not} */
  public TimeSpan latest() {
    return times.latest;
  }

  /**
   * Only jobs handed in within that time.
   *
   * @param value the time
   * @return the narrower filter
   */
  public JobFilter withCreated(TimeSpan value) {
    return with(new Times(value.and(created()), runAt(), finished(), latest()));
  }

  /**
   * Only jobs that do not start before a time within that time.
   *
   * @param value the time
   * @return the narrower filter
   */
  public JobFilter withRunAt(TimeSpan value) {
    return with(new Times(created(), value.and(runAt()), finished(), latest()));
  }

  /**
   * Only jobs that ended within that time.
   *
   * @param value the time
   * @return the narrower filter
   */
  public JobFilter withFinished(TimeSpan value) {
    return with(new Times(created(), runAt(), value.and(finished()), latest()));
  }

  /**
   * Only jobs that ended within that time, or that have not ended and were handed in within it.
   *
   * @param value the time
   * @return the narrower filter
   */
  public JobFilter withLatest(TimeSpan value) {
    return with(new Times(created(), runAt(), finished(), value.and(latest())));
  }

  private JobFilter with(Times changed) {
    return new JobFilter(kind, changed, texts);
  }

  /** {@return what the first 4 KiB of the payload contain, each of them; no binary payload does} */
  public List<String> words() {
    return texts.words;
  }

  /** {@return what the first KiB of the job's latest error contains, each of them} */
  public List<String> errors() {
    return texts.errors;
  }

  /** {@return labels {@code key=value} that the job has, each of them} */
  public List<String> labels() {
    return texts.labels;
  }

  /**
   * Only jobs with this text in their payload.
   *
   * @param text 1 to {@value #LONGEST_TEXT} characters, none of them a control character
   * @return the narrower filter
   */
  public JobFilter withWord(String text) {
    return with(new Texts(more("word", words(), text), errors(), labels()));
  }

  /**
   * Only jobs with this text in their latest error.
   *
   * @param text 1 to {@value #LONGEST_TEXT} characters, none of them a control character
   * @return the narrower filter
   */
  public JobFilter withError(String text) {
    return with(new Texts(words(), more("error", errors(), text), labels()));
  }

  /**
   * Only jobs with this label.
   *
   * @param text {@code key=value}
   * @return the narrower filter
   */
  public JobFilter withLabel(String text) {
    check(text.indexOf('=') > 0, "label", "key=value", text);
    return with(new Texts(words(), errors(), more("label", labels(), text)));
  }

  private JobFilter with(Texts changed) {
    return new JobFilter(kind, times, changed);
  }

  private static List<String> more(String name, List<String> texts, String text) {
    boolean fits = !text.isEmpty() && text.length() <= LONGEST_TEXT;
    check(
        fits && text.chars().noneMatch(Character::isISOControl),
        name,
        "1 to 256 characters without control characters",
        text);
    List<String> more = new ArrayList<>(texts);
    more.add(text);
    check(more.size() <= MOST_TEXTS, name, "given 8 times at most", String.valueOf(more.size()));
    return List.copyOf(more);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof JobFilter filter
        && kind.equals(filter.kind)
        && times.equals(filter.times)
        && texts.equals(filter.texts);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * kind.hashCode() + times.hashCode()) + texts.hashCode();
  }

  /** The filter as {@link #parse} reads it, with every time complete. */
  @Override
  public String toString() {
    return FilterText.of(this);
  }
}
