package pagoda.queue.internal.round;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import pagoda.queue.Enqueued;
import pagoda.queue.InvalidHandlerException;
import pagoda.queue.InvalidJobException;
import pagoda.queue.ItemOutcome;
import pagoda.queue.JobRequest;
import pagoda.queue.QueueException;
import pagoda.queue.QueueFullException;
import pagoda.queue.internal.foreign.ForeignThrowable;
import pagoda.queue.internal.metrics.Total;
import pagoda.queue.internal.sqlite.Readers;

/** Checks requests on their callers' threads, before the writer sees them. Thread-safe. */
public final class Admission {
  private static final int MOST_ITEMS = 10_000;

  private final Shared shared;
  private final Readers readers;

  public Admission(Shared shared, Readers readers) {
    this.shared = shared;
    this.readers = readers;
  }

  public static void checkSize(List<?> items) {
    if (items.size() > MOST_ITEMS) {
      throw new InvalidJobException("batch", "up to 10,000 items", String.valueOf(items.size()));
    }
  }

  /**
   * Checks a request. One without a key hears at once that the queue is full; one with a key may be
   * a repeat, which only the file knows.
   */
  public PreparedRequest admit(JobRequest request) {
    PreparedRequest prepared = prepare(request);
    if (prepared.key() == null) {
      checkRoom(request);
    }
    validate(prepared, request);
    return prepared;
  }

  public List<ItemOutcome<PreparedRequest>> admitAll(List<JobRequest> requests) {
    checkSize(requests);
    List<ItemOutcome<PreparedRequest>> prepared = new ArrayList<>(requests.size());
    for (JobRequest request : requests) {
      prepared.add(admitItem(request));
    }
    return prepared;
  }

  private ItemOutcome<PreparedRequest> admitItem(JobRequest request) {
    try {
      return new ItemOutcome.Accepted<>(admit(request));
    } catch (QueueException e) {
      return new ItemOutcome.Refused<>(e);
    }
  }

  /** What an enqueue of the request would meet now: an earlier job, a full queue, or nothing. */
  public Optional<Enqueued> check(JobRequest request) {
    PreparedRequest prepared = prepare(request);
    if (prepared.key() != null) {
      Optional<ItemOutcome<Enqueued>> earlier =
          readers.await(sql -> Enqueue.earlier(sql.findKey(), prepared, shared.file()));
      if (earlier.isPresent()) {
        return Optional.of(
            switch (earlier.get()) {
              case ItemOutcome.Accepted<Enqueued>(Enqueued enqueued) -> enqueued;
              case ItemOutcome.Refused<Enqueued>(QueueException reason) -> throw reason;
            });
      }
    }
    checkRoom(request);
    validate(prepared, request);
    return Optional.empty();
  }

  /** A handler that fails here fails this request only, and not its batch. */
  private static void validate(PreparedRequest prepared, JobRequest request) {
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

  private PreparedRequest prepare(JobRequest request) {
    return PreparedRequest.of(request, shared.file().types(), shared.config().maxPayloadBytes());
  }

  private void checkRoom(JobRequest request) {
    Optional<QueueFullException> full =
        Enqueue.full(shared, request.priority(), shared.file().counts().waiting());
    if (full.isPresent()) {
      shared.live().meters().add(Total.REFUSED, 1);
      throw full.get();
    }
  }
}
