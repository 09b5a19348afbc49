package pagoda.app.failures;

import java.time.Duration;
import java.util.Optional;
import pagoda.app.settings.Nearest;
import pagoda.queue.IdempotencyMismatchException;
import pagoda.queue.InvalidHandlerException;
import pagoda.queue.InvalidJobException;
import pagoda.queue.InvalidOptionException;
import pagoda.queue.InvalidPayloadException;
import pagoda.queue.JobConflictException;
import pagoda.queue.JobNotFoundException;
import pagoda.queue.KeyUsedException;
import pagoda.queue.NewerSchemaException;
import pagoda.queue.PayloadTooLargeException;
import pagoda.queue.QueueBusyException;
import pagoda.queue.QueueClosedException;
import pagoda.queue.QueueCorruptedException;
import pagoda.queue.QueueException;
import pagoda.queue.QueueFullException;
import pagoda.queue.QueueLockedException;
import pagoda.queue.SqliteVersionException;
import pagoda.queue.StorageFailedException;
import pagoda.queue.StorageFullException;
import pagoda.queue.UnknownTypeException;
import pagoda.queue.lease.ClaimLimitException;
import pagoda.queue.lease.LeaseLostException;
import pagoda.queue.lease.TypeLimitException;

/** The queue's part of the table. */
final class QueueFailures {
  /** The request is well-formed, and what it asks for cannot be done: RFC 9110, section 15.5.21. */
  private static final int UNPROCESSABLE = 422;

  private QueueFailures() {}

  static Optional<Failure> of(QueueException thrown) {
    String error = thrown.getMessage();
    return Optional.ofNullable(
        switch (thrown) {
          case InvalidJobException _ -> Failure.of(FailureCode.BAD_REQUEST, error);
          case InvalidPayloadException _ ->
              Failure.of(FailureCode.BAD_REQUEST, error).withStatus(UNPROCESSABLE);
          case UnknownTypeException e -> Failure.of(FailureCode.UNKNOWN_TYPE, unknown(e));
          case IdempotencyMismatchException _ ->
              Failure.of(FailureCode.CONFLICT, error).withStatus(UNPROCESSABLE);
          case JobConflictException _ -> Failure.of(FailureCode.CONFLICT, error);
          case KeyUsedException _ -> Failure.of(FailureCode.CONFLICT, error);
          case JobNotFoundException _ -> Failure.of(FailureCode.NOT_FOUND, error);
          case PayloadTooLargeException _ -> Failure.of(FailureCode.TOO_LARGE, error);
          case LeaseLostException _ -> Failure.of(FailureCode.LEASE_LOST, error);
          case TypeLimitException _ -> Failure.of(FailureCode.CONFLICT, error);
          case ClaimLimitException e -> later(FailureCode.TOO_MANY_REQUESTS, error, e.retryAfter());
          case QueueBusyException _ -> later(FailureCode.OVERLOADED, error, Failures.SOON);
          case QueueClosedException _ -> Failures.stopping();
          case QueueFullException e -> later(FailureCode.QUEUE_FULL, error, e.retryAfter());
          case StorageFailedException _ -> later(FailureCode.OVERLOADED, error, Failures.RESTART);
          case QueueCorruptedException _ -> later(FailureCode.OVERLOADED, error, Failures.RESTART);
          case StorageFullException e -> later(FailureCode.STORAGE_FULL, error, e.retryAfter());
          // These end a start; a caller who meets one met a fault of the service.
          case InvalidHandlerException _,
              InvalidOptionException _,
              NewerSchemaException _,
              QueueLockedException _,
              SqliteVersionException _ ->
              null;
        });
  }

  private static String unknown(UnknownTypeException e) {
    return "There is no job type "
        + e.type()
        + Nearest.of(e.type(), e.known()).map(name -> ", the nearest is " + name).orElse("");
  }

  private static Failure later(FailureCode code, String error, Duration wait) {
    return Failure.of(code, error).withRetryAfter(wait);
  }
}
