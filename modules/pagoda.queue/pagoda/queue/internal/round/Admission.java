package pagoda.queue.internal.round;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import pagoda.queue.Bytes;
import pagoda.queue.Enqueued;
import pagoda.queue.IdempotencyKey;
import pagoda.queue.IdempotencyMismatchException;
import pagoda.queue.InvalidHandlerException;
import pagoda.queue.InvalidJobException;
import pagoda.queue.ItemOutcome;
import pagoda.queue.Job;
import pagoda.queue.JobRequest;
import pagoda.queue.KeyUsedException;
import pagoda.queue.PayloadTooLargeException;
import pagoda.queue.QueueClosedException;
import pagoda.queue.QueueException;
import pagoda.queue.QueueFullException;
import pagoda.queue.QueueOptions;
import pagoda.queue.internal.foreign.ForeignThrowable;
import pagoda.queue.internal.job.JobType;
import pagoda.queue.internal.metrics.Total;
import pagoda.queue.store.Added;
import pagoda.queue.store.NewJob;

/** Checks requests on their callers' threads, before the writer sees them. Thread-safe. */
public final class Admission {
  private static final int MOST_ITEMS = 10_000;

  private final Shared shared;

  public Admission(Shared shared) {
    this.shared = shared;
  }

  /** Refuses a batch that is too large. */
  public static void checkSize(List<?> items) {
    if (items.size() > MOST_ITEMS) {
      throw new InvalidJobException("batch", "up to 10,000 items", String.valueOf(items.size()));
    }
  }

  /**
   * Checks a request. One without a key hears at once that the queue is full; one with a key may be
   * a repeat, which only the store knows.
   */
  public Prepared admit(JobRequest request) {
    Prepared prepared = prepare(request);
    if (prepared.job().key().isEmpty()) {
      checkRoom(prepared);
    }
    validate(prepared);
    return prepared;
  }

  /** Checks each request of a batch alone. */
  public List<ItemOutcome<Prepared>> admitAll(List<JobRequest> requests) {
    checkSize(requests);
    List<ItemOutcome<Prepared>> prepared = new ArrayList<>(requests.size());
    for (JobRequest request : requests) {
      prepared.add(admitItem(request));
    }
    return prepared;
  }

  private ItemOutcome<Prepared> admitItem(JobRequest request) {
    try {
      return new ItemOutcome.Accepted<>(admit(request));
    } catch (QueueException e) {
      return new ItemOutcome.Refused<>(e);
    }
  }

  /** Checks everything but room and what only the handler knows. */
  public Prepared prepare(JobRequest request) {
    if (shared.live().draining()) {
      throw new QueueClosedException();
    }
    JobType type = shared.views().types().served(request.type());
    Bytes payload = request.payload();
    int limit = shared.options().maxPayloadBytes();
    if (payload.size() > limit) {
      throw new PayloadTooLargeException("payload", payload.size(), limit);
    }
    QueueOptions options = shared.options();
    int attempts =
        request.maxAttempts() == 0
            ? type.options().maxAttempts().orElse(options.maxAttempts())
            : request.maxAttempts();
    int priority = request.priority().orElse(type.options().priority().orElse(JobRequest.NORMAL));
    long runAt = request.runAt().map(Instant::toEpochMilli).orElse(0L);
    Optional<NewJob.Key> key =
        request.idempotencyKey().map(k -> new NewJob.Key(encode(k), digest(request)));
    NewJob job = new NewJob(type.id(), priority, attempts, runAt, payload, key, request.envelope());
    return new Prepared(request, type, job);
  }

  /** Neither part can hold the separator. */
  private static Bytes encode(IdempotencyKey key) {
    return Bytes.utf8(key.scope() + '\0' + key.key());
  }

  private static Bytes digest(JobRequest request) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] type = request.type().getBytes(StandardCharsets.UTF_8);
      long runAt = request.runAt().map(Instant::toEpochMilli).orElse(-1L);
      ByteBuffer numbers =
          ByteBuffer.allocate(20)
              .putInt(type.length)
              .putInt(request.priority().orElse(JobRequest.NORMAL))
              .putInt(request.maxAttempts())
              .putLong(runAt);
      digest.update(numbers.flip());
      digest.update(type);
      digest(digest, request.envelope());
      return Bytes.of(digest.digest(request.payload().toArray()));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }

  /**
   * Content type and labels belong to what was asked for; a repeat comes from another place in a
   * trace, and may be answered elsewhere.
   */
  private static void digest(MessageDigest digest, Job.Envelope envelope) {
    if (envelope.contentType().isPresent() || !envelope.labels().isEmpty()) {
      List<String> texts = new ArrayList<>(envelope.labels());
      texts.addFirst(envelope.contentType().orElse(""));
      digest.update(String.join("\n", texts).getBytes(StandardCharsets.UTF_8));
    }
  }

  /** A handler that fails here fails this request only, and not its batch. */
  public void validate(Prepared prepared) {
    JobRequest request = prepared.request();
    try {
      prepared.type().handler().validate(request.payload());
    } catch (QueueException e) {
      throw e;
    } catch (Throwable e) { // a handler may throw anything
      ForeignThrowable thrown = ForeignThrowable.of(e);
      throw new InvalidHandlerException(
          "Handler of type " + request.type() + " failed to check a payload: " + thrown, thrown);
    }
  }

  /** Refuses a request for which the queue has no room now. */
  public void checkRoom(Prepared prepared) {
    QueueOptions options = shared.options();
    boolean emergency = prepared.job().priority() >= JobRequest.EMERGENCY;
    long reserve = emergency ? options.emergencyReserve() : 0;
    long bound = options.capacity() + reserve;
    long waiting = shared.store().waiting();
    if (waiting >= bound) {
      shared.live().meters().add(Total.REFUSED, 1);
      throw full(waiting, bound);
    }
  }

  private QueueFullException full(long waiting, long bound) {
    return new QueueFullException(waiting, bound, shared.live().pace().retryAfter(waiting));
  }

  /** What a caller is told of a job that was to be added. */
  public Enqueued enqueued(Prepared prepared, Added added) {
    return switch (added) {
      case Added.New(var row) -> new Enqueued(shared.views().job(row), false);
      case Added.Earlier earlier -> repeated(prepared, earlier);
      case Added.Gone(long row) -> throw new KeyUsedException(key(prepared), id(row));
      case Added.Full(long waiting, long bound) -> throw full(waiting, bound);
    };
  }

  private Enqueued repeated(Prepared prepared, Added.Earlier earlier) {
    if (prepared.job().key().orElseThrow().digest().equals(earlier.digest())) {
      return new Enqueued(shared.views().job(earlier.row()), true);
    }
    throw new IdempotencyMismatchException(key(prepared), id(earlier.row().row()));
  }

  private UUID id(long row) {
    return shared.views().ids().uuid(row);
  }

  private static String key(Prepared prepared) {
    return prepared.request().idempotencyKey().orElseThrow().key();
  }
}
