package pagoda.app.api;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import pagoda.app.jobs.Rfc3339;
import pagoda.http.BadParameterException;
import pagoda.http.BadRequestException;
import pagoda.http.Problem;
import pagoda.http.Query;
import pagoda.queue.Bytes;
import pagoda.queue.IdempotencyKey;
import pagoda.queue.JobRequest;

/** Reads from the query how a job is to be treated, whose payload is the whole body. */
final class JobParameters {
  private static final Pattern TYPE = Pattern.compile("[0-9A-Za-z._-]{1,64}");

  private JobParameters() {}

  static JobRequest read(String type, byte[] body, Query query, Optional<IdempotencyKey> key) {
    long priority =
        query.number("priority", JobRequest.LOWEST, JobRequest.HIGHEST, JobRequest.NORMAL);
    JobRequest request =
        JobRequest.of(type(type), Bytes.of(body))
            .withPriority(priority((int) priority, query.flag("emergency")))
            .withMaxAttempts((int) query.number("max_attempts", 1, JobRequest.MOST_ATTEMPTS, 0));
    return timed(request, query.text("run_at").map(JobParameters::instant), key);
  }

  /** The same request, not before a time, under a key. */
  static JobRequest timed(
      JobRequest request, Optional<Instant> runAt, Optional<IdempotencyKey> key) {
    JobRequest later = runAt.map(request::withRunAt).orElse(request);
    return key.map(later::withIdempotencyKey).orElse(later);
  }

  /** A name that a type may have, whether there is one of it or not. */
  static String type(String name) {
    if (!TYPE.matcher(name).matches()) {
      throw new BadRequestException(
          "type must be 1 to 64 letters, digits, dots, dashes and underscores: "
              + Problem.shown(name));
    }
    return name;
  }

  /** An emergency has at least priority 10. */
  static int priority(int asked, boolean emergency) {
    return emergency ? Math.max(JobRequest.EMERGENCY, asked) : asked;
  }

  static Instant instant(String text) {
    try {
      return Rfc3339.parse(text);
    } catch (DateTimeException e) {
      throw new BadParameterException(
          "run_at",
          "run_at must be an RFC 3339 time such as 2026-11-22T09:30:00Z: " + Problem.shown(text));
    }
  }
}
