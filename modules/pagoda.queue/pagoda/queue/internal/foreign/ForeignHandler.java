package pagoda.queue.internal.foreign;

import java.time.Duration;
import java.util.Optional;
import pagoda.queue.Bytes;
import pagoda.queue.JobContext;
import pagoda.queue.JobHandler;
import pagoda.queue.JobOutcome;
import pagoda.queue.TypeOptions;

/**
 * A handler as the queue calls it: what it says of itself is asked once, since anybody's code may
 * answer otherwise the next time, and each call has the handler's own class loader as its thread's,
 * so that it finds what its jar holds. Thread-safe as the handler is.
 *
 * @param handler the handler
 * @param type what it said
 * @param kind what it said
 * @param timeLimit what it said
 * @param options what it said, or what its owner said since
 * @param apart what it said
 * @param changed whether its owner said more
 */
public record ForeignHandler(
    JobHandler handler,
    String type,
    Kind kind,
    Optional<Duration> timeLimit,
    TypeOptions options,
    boolean apart,
    boolean changed)
    implements JobHandler {
  /** Asks a handler; whatever it throws reaches the caller. */
  public static ForeignHandler ask(JobHandler handler) {
    if (handler instanceof ForeignHandler asked) {
      return asked;
    }
    try (ContextLoader _ = ContextLoader.of(handler.getClass())) {
      return new ForeignHandler(
          handler,
          handler.type(),
          handler.kind(),
          handler.timeLimit(),
          handler.options(),
          handler.apart(),
          false);
    }
  }

  /** The same with settings that win over its own. */
  public ForeignHandler with(TypeOptions stronger) {
    return new ForeignHandler(handler, type, kind, timeLimit, options.and(stronger), apart, true);
  }

  /** The class that its author wrote. */
  public String className() {
    return handler.getClass().getName();
  }

  @Override
  public void validate(Bytes payload) {
    try (ContextLoader _ = ContextLoader.of(handler.getClass())) {
      handler.validate(payload);
    }
  }

  @Override
  public JobOutcome handle(Bytes payload, JobContext context) throws Exception {
    try (ContextLoader _ = ContextLoader.of(handler.getClass())) {
      return handler.handle(payload, context);
    }
  }
}
