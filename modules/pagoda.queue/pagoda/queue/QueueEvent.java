package pagoda.queue;

/** A change that is on disk, in the order of the commits. Immutable. */
public sealed interface QueueEvent {
  /**
   * The event's number.
   *
   * @return a number that rises by one from event to event since the queue was opened
   */
  long number();

  /**
   * A job was enqueued, changed its state, or reported progress.
   *
   * @param number the event's number
   * @param job the job after the change
   */
  record JobChanged(long number, Job job) implements QueueEvent {}

  /**
   * The queue was paused or resumed.
   *
   * @param number the event's number
   * @param paused whether it is paused now
   */
  record PauseChanged(long number, boolean paused) implements QueueEvent {}

  /**
   * The storage ran out of room, failed or recovered.
   *
   * @param number the event's number
   * @param storage how it is now
   */
  record StorageChanged(long number, StorageState storage) implements QueueEvent {}

  /**
   * Listeners were too slow, and events are lost: look at the queue afresh.
   *
   * @param number the event's number
   * @param lost how many events were lost just before this one
   */
  record EventsLost(long number, long lost) implements QueueEvent {}
}
