package pagoda.queue;

import static pagoda.queue.InvalidJobException.check;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * A job as of one commit, without its payload and result, which may be large ({@link JobDetail}).
 *
 * <p>Immutable. Times have millisecond precision.
 *
 * @param id the identity, never reused
 * @param type the name of the handler that runs it
 * @param priority 0 to 100, higher first; 1 is normal, 10 and above an emergency
 * @param createdAt when it was enqueued
 * @param state where it stands
 * @param attempt the number of attempts that count: one that yields, snoozes or is given back does
 *     not
 * @param maxAttempts how many attempts it has in all
 * @param runAt the time before which it does not start
 * @param startedAt when its latest attempt began
 * @param finishedAt when it completed, failed or was cancelled
 * @param progress what its handler last reported, 0 to 1; 1 once it is completed
 * @param lastError why its latest unsuccessful attempt ended
 * @param envelope what came with its payload
 * @param claims what its claims came to
 */
public record Job(
    UUID id,
    String type,
    int priority,
    Instant createdAt,
    JobState state,
    int attempt,
    int maxAttempts,
    Instant runAt,
    Optional<Instant> startedAt,
    Optional<Instant> finishedAt,
    double progress,
    Optional<String> lastError,
    Envelope envelope,
    Claims claims) {
  /**
   * What comes with a payload and is kept with it, each part as it was given. Immutable.
   *
   * @param contentType the payload's media type, up to {@value #MAX_TEXT} characters
   * @param labels up to {@value #MOST_LABELS} different texts {@code key=value} by which jobs are
   *     found, each of at most {@value #MAX_LABEL} bytes of UTF-8 without control characters
   * @param traceparent the caller's place in a trace, as W3C Trace Context writes it
   * @param replyTo where the job is sent at its end, up to {@value #MAX_TEXT} characters
   * @param correlationId by what the receiver of that knows it, up to {@value #MAX_TEXT} characters
   */
  public record Envelope(
      Optional<String> contentType,
      List<String> labels,
      Optional<String> traceparent,
      Optional<String> replyTo,
      Optional<String> correlationId) {
    /** The most labels of a job. */
    public static final int MOST_LABELS = 8;

    /** The longest label, in bytes of UTF-8. */
    public static final int MAX_LABEL = 64;

    /** The longest content type, reply address and correlation, in characters. */
    public static final int MAX_TEXT = 255;

    /** With nothing in it. */
    public static final Envelope EMPTY =
        new Envelope(
            Optional.empty(), List.of(), Optional.empty(), Optional.empty(), Optional.empty());

    private static final Pattern TRACEPARENT =
        Pattern.compile("[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}");

    /** Checks every part, and copies the labels. */
    public Envelope {
      contentType.ifPresent(Envelope::checkContentType);
      replyTo.ifPresent(text -> checkText("reply_to", text));
      correlationId.ifPresent(text -> checkText("correlation_id", text));
      traceparent.ifPresent(text ->
          check(
              TRACEPARENT.matcher(text).matches(), "traceparent", "as of W3C Trace Context", text));
      labels = List.copyOf(labels);
      check(labels.size() <= MOST_LABELS, "labels", "8 at most", String.valueOf(labels.size()));
      labels.forEach(Envelope::checkLabel);
      check(
          labels.stream().distinct().count() == labels.size(),
          "labels",
          "different from each other",
          labels.toString());
    }

    /**
     * Checks a media type.
     *
     * @param text the media type
     * @throws InvalidJobException when it is empty, too long, or has control characters
     */
    public static void checkContentType(String text) {
      checkText("content_type", text);
    }

    private static void checkText(String name, String text) {
      boolean fits = !text.isEmpty() && text.length() <= MAX_TEXT;
      check(
          fits && text.chars().noneMatch(Character::isISOControl),
          name,
          "1 to 255 characters without control characters",
          text);
    }

    private static void checkLabel(String label) {
      boolean fits = label.getBytes(StandardCharsets.UTF_8).length <= MAX_LABEL;
      check(
          fits && label.indexOf('=') > 0 && label.chars().noneMatch(Character::isISOControl),
          "labels",
          "key=value of at most 64 bytes without control characters",
          label);
    }

    /** {@return whether there is nothing in it} */
    public boolean isEmpty() {
      return equals(EMPTY);
    }
  }

  /**
   * What the claims of a job came to. Immutable.
   *
   * @param latest the number of its latest claim, which only rises; 0 when it was never claimed. An
   *     attempt, its log and its outcome are known by the number of its claim
   * @param worker who runs its latest attempt elsewhere; empty when this process does
   * @param snoozes how many times in a row it was put off by its handler
   * @param snoozedSince when the first of these was
   * @param suspect whether it may have ended a process, so that it runs alone
   */
  public record Claims(
      long latest,
      Optional<String> worker,
      int snoozes,
      Optional<Instant> snoozedSince,
      boolean suspect) {}
}
