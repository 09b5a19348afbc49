package pagoda.queue.internal.operation;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import pagoda.queue.InvalidJobException;
import pagoda.queue.JobFilter;
import pagoda.queue.internal.round.Call;
import pagoda.queue.internal.round.Shared;
import pagoda.queue.internal.search.Searching;
import pagoda.queue.internal.search.Walk;
import pagoda.queue.operation.JobAction;
import pagoda.queue.operation.JobOperations;
import pagoda.queue.operation.Operation;
import pagoda.queue.operation.OperationState;
import pagoda.queue.operation.Submission;
import pagoda.queue.store.Command;
import pagoda.queue.store.Question;
import pagoda.queue.store.Question.OperationRow;

/** Accepts operations and carries them out, each on a thread of its own. Thread-safe. */
public final class Operations implements JobOperations {
  /** How long is counted before an operation is accepted. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Shared shared;
  private final ConcurrentMap<Long, Carrier> carriers = new ConcurrentHashMap<>();
  private boolean started;
  private boolean closed;

  public Operations(Shared shared) {
    this.shared = shared;
  }

  /** Goes on with what was begun before, and begins what comes from now on. */
  public synchronized void start() {
    if (!started) {
      started = true;
      for (OperationRow row : read(Question.Operations.open(MOST))) {
        launch(row);
      }
    }
  }

  /** Begins nothing any more; what is under way ends after its step. */
  public synchronized void close() {
    closed = true;
    carriers.values().forEach(Carrier::stop);
  }

  @Override
  public OptionalLong count(JobFilter filter, Duration patience) {
    return Searching.count(filter, Long.MAX_VALUE, patience, shared);
  }

  @Override
  public Submission submit(JobFilter filter, JobAction action, OptionalLong expect) {
    String text = frozen(filter);
    if (read(Question.Operations.open(MOST)).size() == MOST) {
      return new Submission.TooManyOperations(MOST); // before all that match are counted in vain
    }
    long below = Walk.newest(shared) + 1;
    OptionalLong matched = Searching.count(filter, below, PATIENCE, shared);
    if (matched.isEmpty()) {
      return new Submission.TooManyToCount();
    }
    if (expect.isPresent() && matched.getAsLong() > expect.getAsLong()) {
      return new Submission.MoreThanExpected(matched.getAsLong());
    }
    OperationRow wanted = new OperationRow(planned(action, text, matched.getAsLong()), below);
    Optional<OperationRow> accepted = call(new Command.Plan(wanted, MOST, KEPT));
    accepted.ifPresent(this::launch);
    return accepted.isPresent()
        ? new Submission.Accepted(accepted.get().shown())
        : new Submission.TooManyOperations(MOST);
  }

  /** A filter that would mean other jobs after a restart must not be carried out. */
  private static String frozen(JobFilter filter) {
    String text = filter.toString();
    if (!parsed(text).equals(filter)) {
      throw new InvalidJobException("matching", "a filter that can be written down", text);
    }
    return text;
  }

  /** Its times are complete, so that neither the clock nor the zone matters. */
  static JobFilter parsed(String text) {
    return JobFilter.parse(text, Instant.EPOCH, ZoneOffset.UTC);
  }

  private Operation planned(JobAction action, String filter, long matched) {
    Instant now = Instant.ofEpochMilli(shared.clocks().millis());
    Instant begins = action instanceof JobAction.Delete ? now.plus(DELETE_DELAY) : now;
    return new Operation(
        0,
        action,
        filter,
        OperationState.PENDING,
        new Operation.Times(now, begins, Optional.empty()),
        new Operation.Counts(matched, 0, 0, 0),
        Optional.empty());
  }

  @Override
  public Optional<Operation> find(long id) {
    return row(id).map(OperationRow::shown);
  }

  Optional<OperationRow> row(long id) {
    return read(Question.Operations.one(id)).stream().findFirst();
  }

  @Override
  public List<Operation> list(int limit) {
    return read(Question.Operations.newest(limit)).stream().map(OperationRow::shown).toList();
  }

  @Override
  public Optional<Operation> cancel(long id) {
    Optional<OperationRow> ended = end(id, OperationState.CANCELLED, Optional.empty());
    Optional.ofNullable(carriers.get(id)).ifPresent(Carrier::stop); // it may wait for its time
    return ended.map(OperationRow::shown);
  }

  Optional<OperationRow> end(long id, OperationState state, Optional<String> error) {
    return call(new Command.EndOperation(id, state, error));
  }

  private List<OperationRow> read(Question.Operations asked) {
    return Call.await(shared.store().read(asked));
  }

  <A> A call(Command<A> command) {
    return Call.await(shared.live().commands().call(command, answer -> answer));
  }

  private synchronized void launch(OperationRow row) {
    long id = row.shown().id();
    if (!started || closed || row.shown().state().finished() || carriers.containsKey(id)) {
      return;
    }
    Carrier carrier = new Carrier(this, shared, row);
    carriers.put(id, carrier);
    Thread.ofVirtual().name("pagoda-queue-operation-" + id).start(() -> carry(id, carrier));
  }

  private void carry(long id, Carrier carrier) {
    try {
      carrier.run();
    } finally {
      carriers.remove(id);
    }
  }
}
