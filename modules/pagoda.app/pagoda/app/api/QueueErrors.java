package pagoda.app.api;

import java.time.Duration;
import pagoda.http.BadRequestException;
import pagoda.http.NotFoundException;
import pagoda.http.OverloadedException;
import pagoda.http.Problem;
import pagoda.http.ProblemCodes;
import pagoda.http.ProblemException;
import pagoda.queue.IdempotencyMismatchException;
import pagoda.queue.InvalidJobException;
import pagoda.queue.InvalidPayloadException;
import pagoda.queue.JobConflictException;
import pagoda.queue.JobNotFoundException;
import pagoda.queue.PayloadTooLargeException;
import pagoda.queue.QueueBusyException;
import pagoda.queue.QueueClosedException;
import pagoda.queue.QueueCorruptedException;
import pagoda.queue.QueueException;
import pagoda.queue.QueueFullException;
import pagoda.queue.StorageFailedException;
import pagoda.queue.StorageFullException;
import pagoda.queue.UnknownTypeException;

/** What the queue's exceptions are answered with. */
final class QueueErrors {
  private static final Duration SOON = Duration.ofSeconds(1);
  private static final Duration RESTART = Duration.ofSeconds(5);
  private static final int UNPROCESSABLE = 422;

  private QueueErrors() {}

  /** Null for an exception that is a fault of the service. */
  static ProblemException problem(QueueException failure) {
    String error = failure.getMessage();
    return switch (failure) {
      case InvalidJobException e -> new BadRequestException(error);
      case InvalidPayloadException e -> problem(UNPROCESSABLE, ProblemCodes.BAD_REQUEST, error);
      case UnknownTypeException e -> problem(UNPROCESSABLE, ProblemCodes.BAD_REQUEST, error);
      case IdempotencyMismatchException e -> problem(UNPROCESSABLE, ProblemCodes.CONFLICT, error);
      case JobConflictException e -> problem(409, ProblemCodes.CONFLICT, error);
      case JobNotFoundException e -> new NotFoundException(error);
      case PayloadTooLargeException e -> problem(413, ProblemCodes.TOO_LARGE, error);
      case QueueBusyException e -> new OverloadedException(error, SOON);
      case QueueClosedException e -> new OverloadedException("The service is stopping", RESTART);
      case QueueFullException e -> comeBack(429, "QUEUE_FULL", error, e.retryAfter());
      case StorageFailedException e -> new OverloadedException(error, RESTART);
      case QueueCorruptedException e -> new OverloadedException(error, RESTART);
      case StorageFullException e -> comeBack(507, "STORAGE_FULL", error, e.retryAfter());
      default -> null;
    };
  }

  private static ProblemException problem(int status, String code, String error) {
    return new ProblemException(Problem.of(status, code, error));
  }

  private static ProblemException comeBack(
      int status, String code, String error, Duration retryAfter) {
    long seconds = Math.max(1, retryAfter.plusMillis(999).toSeconds());
    return new ProblemException(
        Problem.of(status, code, error).with("retry_after_ms", retryAfter.toMillis()),
        "Retry-After",
        Long.toString(seconds));
  }
}
