package pagoda.queue.crash;

import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import pagoda.queue.Bytes;
import pagoda.queue.JobContext;
import pagoda.queue.JobHandler;
import pagoda.queue.JobOutcome;

/** Ends its attempts in every way there is, and tells of each start. */
record CrashHandler(Consumer<String> print) implements JobHandler {
  @Override
  public String type() {
    return "crash";
  }

  @Override
  public Kind kind() {
    return Kind.WAITS;
  }

  @Override
  public JobOutcome handle(Bytes payload, JobContext context) {
    print.accept("run " + context.job().id() + " " + context.job().attempt());
    return switch (ThreadLocalRandom.current().nextInt(10)) {
      case 0 -> JobOutcome.retry("again");
      case 1 -> JobOutcome.failed("never");
      case 2 -> JobOutcome.yielded(Bytes.utf8("yielded"));
      case 3 -> {
        if (context.saveCheckpoint(Bytes.utf8("saved"))) {
          print.accept("saved " + context.job().id());
        }
        context.progress(0.5);
        yield JobOutcome.completed(Bytes.utf8("with checkpoint"));
      }
      default -> JobOutcome.completed(Bytes.utf8("done"));
    };
  }
}
