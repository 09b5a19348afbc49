package pagoda.queue.store;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import pagoda.queue.Attempt;
import pagoda.queue.Bytes;
import pagoda.queue.operation.OperationState;
import pagoda.queue.store.Question.OperationRow;

/**
 * A change that a writer wants. Immutable.
 *
 * @param <A> what the store answers
 */
public sealed interface Command<A> {
  /** {@return how many changes it makes, for the bounds on memory and on the size of a commit} */
  default int weight() {
    return 1;
  }

  /** {@return the bytes it carries} */
  default long bytes() {
    return 0;
  }

  /**
   * Adds a job: first its key is looked up, then the capacity is checked.
   *
   * @param job the job
   */
  record Add(NewJob job) implements Command<Added> {
    @Override
    public long bytes() {
      return job.payload().size();
    }
  }

  /**
   * Adds jobs, each accepted or refused alone.
   *
   * @param jobs the jobs
   */
  record AddAll(List<NewJob> jobs) implements Command<List<Added>> {
    @Override
    public int weight() {
      return jobs.size();
    }

    @Override
    public long bytes() {
      return jobs.stream().mapToLong(job -> job.payload().size()).sum();
    }
  }

  /**
   * Records how an attempt ended; true when the attempt was the job's latest and not over yet.
   *
   * @param claimed the job as it was claimed
   * @param how how it ended
   * @param progress how far it came
   * @param checkpointed whether it had a checkpoint
   * @param usage what it used
   */
  record End(JobRow claimed, Ended how, double progress, boolean checkpointed, Attempt.Usage usage)
      implements Command<Boolean> {
    @Override
    public long bytes() {
      return switch (how) {
        case Ended.Completed completed -> completed.result().size();
        case Ended.GivenBack back -> back.checkpoint().map(Bytes::size).orElse(0);
        case Ended.PutOff off -> off.checkpoint().map(Bytes::size).orElse(0);
        case Ended.Failed _, Ended.Retried _ -> 0;
      };
    }
  }

  /**
   * Completes a job with a result from elsewhere, as long as it is not finished and was not claimed
   * again.
   *
   * @param row the job
   * @param claim the claim whose result it is
   * @param how the result
   * @param usage what the attempt used
   */
  record Finish(long row, long claim, Ended.Completed how, Attempt.Usage usage)
      implements Command<Finished> {
    @Override
    public long bytes() {
      return how.result().size();
    }
  }

  /**
   * Makes types exist that a worker names; their numbers, or nothing when they are too many.
   *
   * @param types the names
   * @param most how many there may be of this kind
   */
  record Name(List<String> types, int most) implements Command<Optional<Map<String, Integer>>> {}

  /**
   * Saves how far an attempt is; true when the attempt is not over.
   *
   * @param claimed the job as it was claimed
   * @param progress how far it is
   */
  record Progress(JobRow claimed, double progress) implements Command<Boolean> {}

  /**
   * Saves where a later attempt can go on; true when the attempt is not over.
   *
   * @param claimed the job as it was claimed
   * @param progress how far it is
   * @param state the checkpoint
   */
  record SaveCheckpoint(JobRow claimed, double progress, Bytes state) implements Command<Boolean> {
    @Override
    public long bytes() {
      return state.size();
    }
  }

  /**
   * Changes jobs as a caller asks, each alone.
   *
   * @param action what to do
   * @param rows the jobs
   */
  record Change(Action action, List<Long> rows) implements Command<List<Changed>> {
    @Override
    public int weight() {
      return rows.size();
    }
  }

  /**
   * Gives waiting jobs another priority or another time, each alone.
   *
   * @param priority their priority; empty keeps it
   * @param runAt not before this time, in milliseconds since 1970; empty keeps it, and one that is
   *     past means now
   * @param rows the jobs
   */
  record Place(OptionalInt priority, OptionalLong runAt, List<Long> rows)
      implements Command<List<Changed>> {
    @Override
    public int weight() {
      return rows.size();
    }
  }

  /** Changes nothing: who waits for its answer knows that a round has been since. */
  record Turn() implements Command<Boolean> {}

  /**
   * Stops or resumes claims, also after a restart; true when that was a change.
   *
   * @param paused whether to stop them
   */
  record Pause(boolean paused) implements Command<Boolean> {}

  /**
   * Accepts an operation, unless there are many; empty when there are.
   *
   * @param operation the operation, whose number the store gives
   * @param most the most that have not ended
   * @param kept the most that are kept
   */
  record Plan(OperationRow operation, int most, int kept)
      implements Command<Optional<OperationRow>> {}

  /**
   * A step of an operation: changes those of the jobs that still match, and notes how far it is;
   * empty when there is no such operation. Does nothing when it is further already: a commit that
   * failed may be in the file nevertheless.
   *
   * @param operation its number
   * @param from how far it was before this step
   * @param change what is done; its rows are the jobs of this step
   * @param match what a job must meet
   * @param next jobs below this row are looked at next; empty when this was the last step
   */
  record Step(
      long operation, long from, Command<List<Changed>> change, Match match, OptionalLong next)
      implements Command<Optional<Stepped>> {
    @Override
    public int weight() {
      return 1 + change.weight();
    }
  }

  /**
   * What became of a step of an operation.
   *
   * @param operation the operation after it; when it had ended before, nothing was changed
   * @param changed what became of the jobs that still matched
   */
  record Stepped(OperationRow operation, List<Changed> changed) {}

  /**
   * Ends an operation that has not ended; what is known of it afterwards, empty when there is none.
   *
   * @param operation its number
   * @param state how it ends
   * @param error why, if it failed
   */
  record EndOperation(long operation, OperationState state, Optional<String> error)
      implements Command<Optional<OperationRow>> {}

  /**
   * Serves these types and no other from now on; the number of each type that the store knows.
   *
   * @param types the types
   */
  record Serve(List<ServedType> types) implements Command<Map<String, Integer>> {
    /** Copies the list. */
    public Serve {
      types = List.copyOf(types);
    }
  }
}
