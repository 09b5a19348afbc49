package pagoda.queue.internal.open;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import pagoda.queue.InvalidJobException;
import pagoda.queue.ItemOutcome;
import pagoda.queue.Job;
import pagoda.queue.JobConflictException;
import pagoda.queue.JobNotFoundException;
import pagoda.queue.JobRequest;
import pagoda.queue.QueueException;
import pagoda.queue.internal.round.Admission;
import pagoda.queue.internal.round.Call;
import pagoda.queue.internal.round.Shared;
import pagoda.queue.store.Action;
import pagoda.queue.store.Changed;
import pagoda.queue.store.Command;
import pagoda.queue.store.JobRow;

/** Takes callers' changes of jobs to the writer. Thread-safe. */
final class JobChanges {
  /** A row that no job has, for ids that this store never gave out. */
  private static final long NOWHERE = -1;

  private static final String PRIORITIZE = "prioritize";

  private final Shared shared;

  JobChanges(Shared shared) {
    this.shared = shared;
  }

  Job change(Action action, UUID id) {
    return one(action.text(), id, rows -> new Command.Change(action, rows));
  }

  List<ItemOutcome<Job>> changeAll(Action action, List<UUID> ids) {
    return all(action.text(), ids, rows -> new Command.Change(action, rows));
  }

  Job prioritize(UUID id, OptionalInt priority, Optional<Instant> runAt) {
    return one(PRIORITIZE, id, place(priority, runAt));
  }

  List<ItemOutcome<Job>> prioritizeAll(
      List<UUID> ids, OptionalInt priority, Optional<Instant> runAt) {
    return all(PRIORITIZE, ids, place(priority, runAt));
  }

  private static Function<List<Long>, Command<List<Changed>>> place(
      OptionalInt priority, Optional<Instant> runAt) {
    JobRequest checked = JobRequest.of("", pagoda.queue.Bytes.EMPTY);
    priority.ifPresent(checked::withPriority);
    OptionalLong time =
        runAt
            .map(checked::withRunAt)
            .flatMap(JobRequest::runAt)
            .map(instant -> OptionalLong.of(instant.toEpochMilli()))
            .orElse(OptionalLong.empty());
    if (priority.isEmpty() && time.isEmpty()) {
      throw new InvalidJobException("change", "a priority, a run_at or both", "neither");
    }
    return rows -> new Command.Place(priority, time, rows);
  }

  private Job one(String action, UUID id, Function<List<Long>, Command<List<Changed>>> command) {
    List<Long> rows = List.of(shared.views().row(id));
    return Call.await(
        shared
            .live()
            .commands()
            .call(command.apply(rows), changed -> changed(action, id, changed.getFirst())));
  }

  private List<ItemOutcome<Job>> all(
      String action, List<UUID> ids, Function<List<Long>, Command<List<Changed>>> command) {
    Admission.checkSize(ids);
    List<UUID> known = List.copyOf(ids);
    List<Long> rows =
        known.stream().map(id -> shared.views().ids().row(id).orElse(NOWHERE)).toList();
    return Call.await(
        shared
            .live()
            .commands()
            .call(command.apply(rows), changed -> outcomes(action, known, changed)));
  }

  private List<ItemOutcome<Job>> outcomes(String action, List<UUID> ids, List<Changed> changed) {
    List<ItemOutcome<Job>> outcomes = new ArrayList<>(ids.size());
    for (int i = 0; i < ids.size(); i++) {
      int each = i;
      outcomes.add(item(() -> changed(action, ids.get(each), changed.get(each))));
    }
    return outcomes;
  }

  private Job changed(String action, UUID id, Changed changed) {
    return switch (changed) {
      case Changed.Done(JobRow from, JobRow to) -> shared.views().job(to);
      case Changed.Already(JobRow row) -> shared.views().job(row);
      case Changed.Refused(JobRow row) -> throw new JobConflictException(action, id, row.state());
      case Changed.Missing() -> throw new JobNotFoundException(id);
    };
  }

  /** What became of one item of a batch. */
  static <T> ItemOutcome<T> item(Supplier<T> value) {
    try {
      return new ItemOutcome.Accepted<>(value.get());
    } catch (QueueException e) {
      return new ItemOutcome.Refused<>(e);
    }
  }
}
