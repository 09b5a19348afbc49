package pagoda.queue;

/** The queue is closed or closing. Nothing was changed. */
public final class QueueClosedException extends QueueException {
  private static final long serialVersionUID = 1L;

  /** Builds the refusal. */
  public QueueClosedException() {
    super("Queue closed");
  }
}
