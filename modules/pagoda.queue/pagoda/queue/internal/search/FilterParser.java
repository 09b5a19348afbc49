package pagoda.queue.internal.search;

import java.time.Instant;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import pagoda.queue.InvalidJobException;
import pagoda.queue.JobFilter;
import pagoda.queue.JobRequest;
import pagoda.queue.JobState;
import pagoda.queue.TimeSpan;

/** Reads filters as people write them. */
public final class FilterParser {
  /** The longest filter, in characters. */
  public static final int LONGEST = 4096;

  private static final int SHOWN = 80;

  private static final List<String> KEYS =
      List.of(
          "id",
          "type",
          "state",
          "priority",
          "error",
          "label",
          "since",
          "until",
          "created",
          "run_at",
          "finished");

  private static final Pattern RANGE =
      Pattern.compile("(>=|<=|>|<)?(\\d{1,9})(?:\\.\\.(\\d{1,9}))?");

  private final FilterTimes times;
  private final Set<String> types = new HashSet<>();
  private final Set<JobState> states = new HashSet<>();

  private FilterParser(FilterTimes times) {
    this.times = times;
  }

  /** Reads a filter; see {@link JobFilter#parse}. */
  public static JobFilter parse(String text, Instant now, ZoneId zone) {
    if (text.length() > LONGEST) {
      throw new InvalidJobException("q", "up to 4096 characters", shown(text, 0));
    }
    FilterParser parser = new FilterParser(new FilterTimes(now, zone));
    JobFilter filter = JobFilter.ALL;
    for (Token token : Token.all(text)) {
      filter = parser.narrowed(filter, token);
    }
    return filter.withTypes(parser.types).withStates(parser.states);
  }

  /** What a message shows of a text; it never ends within a character. */
  static String shown(String text, int from) {
    int end = from + SHOWN;
    if (text.length() <= end) {
      return text.substring(from);
    }
    boolean within = Character.isHighSurrogate(text.charAt(end - 1));
    return text.substring(from, within ? end - 1 : end) + "…";
  }

  private JobFilter narrowed(JobFilter filter, Token token) {
    if (token.mark() == 0) {
      return filter.withWord(token.value());
    }
    boolean known = KEYS.contains(token.key());
    if (token.mark() == '=' && !known) {
      return filter.withLabel(token.key() + "=" + token.value());
    }
    if (token.mark() == '=') {
      String value = shown(token.value(), 0);
      String both = token.key() + ":" + value + ", or label:" + token.key() + "=" + value;
      throw new InvalidJobException("q", both + " for a label", token.key() + "=");
    }
    if (!known) {
      return label(filter, token);
    }
    if (token.value().isEmpty()) {
      throw new InvalidJobException(token.key(), "followed by what is looked for", "nothing");
    }
    return narrowed(filter, token.key(), token.value());
  }

  private JobFilter narrowed(JobFilter filter, String key, String value) {
    return switch (key) {
      case "id" -> id(filter, value);
      case "type" -> {
        types.addAll(List.of(value.split(",")));
        yield filter;
      }
      case "state" -> {
        for (String name : value.split(",", -1)) {
          states.add(JobState.parse(shown(name, 0)));
        }
        yield filter;
      }
      case "priority" -> priority(filter, value);
      case "error" -> filter.withError(value);
      case "label" -> filter.withLabel(value);
      case "since" -> filter.withLatest(TimeSpan.since(times.moment(key, value)));
      case "until" -> filter.withLatest(TimeSpan.until(times.moment(key, value)));
      case "created" -> filter.withCreated(times.span(key, value));
      case "run_at" -> filter.withRunAt(times.span(key, value));
      default -> filter.withFinished(times.span(key, value));
    };
  }

  private static JobFilter id(JobFilter filter, String value) {
    JobFilter narrowed = filter.withId(value);
    if (filter.id().isPresent() && !filter.id().equals(narrowed.id())) {
      throw new InvalidJobException("id", "given once", shown(value, 0));
    }
    return narrowed;
  }

  /** A key that almost is a filter's would find nothing and tell nobody why. */
  private static JobFilter label(JobFilter filter, Token token) {
    Optional<String> near = NearKeys.of(token.key(), KEYS);
    if (near.isPresent()) {
      String label = "label:" + token.key() + "=" + shown(token.value(), 0);
      throw new InvalidJobException(
          "q", near.get() + ":, or " + label + " for a label", token.key() + ":");
    }
    return filter.withLabel(token.key() + "=" + token.value());
  }

  private static JobFilter priority(JobFilter filter, String value) {
    Matcher range = RANGE.matcher(value);
    if (!range.matches() || (range.group(1) != null && range.group(3) != null)) {
      throw new InvalidJobException("priority", "as in 10, >=10, <5 or 5..20", shown(value, 0));
    }
    int number = Integer.parseInt(range.group(2));
    String sign = range.group(1) == null ? "" : range.group(1);
    int last = range.group(3) == null ? number : Integer.parseInt(range.group(3));
    return switch (sign) {
      case ">=" -> filter.withPriority(number, JobRequest.HIGHEST);
      case ">" -> filter.withPriority(number + 1, JobRequest.HIGHEST);
      case "<=" -> filter.withPriority(JobRequest.LOWEST, number);
      case "<" -> filter.withPriority(JobRequest.LOWEST, number - 1);
      default -> filter.withPriority(number, last);
    };
  }
}
