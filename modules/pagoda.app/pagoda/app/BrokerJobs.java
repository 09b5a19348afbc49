package pagoda.app;

import java.time.Duration;
import java.util.Optional;
import pagoda.app.engine.BrokerLog;
import pagoda.app.engine.Brokers;
import pagoda.app.intake.JobIntake;
import pagoda.app.intake.JobReplies;
import pagoda.app.jobs.Validation;
import pagoda.app.lifecycle.Drain;
import pagoda.app.settings.Keys;
import pagoda.app.settings.Settings;
import pagoda.broker.Broker;
import pagoda.broker.MessageIntake;
import pagoda.broker.RpcServerOptions;
import pagoda.queue.JobQueue;

/**
 * Jobs that AMQP clients hand in: from the broker's queue into the service's own, and back. They
 * have a link of their own, so that solves go on while the queue of jobs is away, as one is whose
 * node of a cluster is down.
 */
record BrokerJobs(JobReplies replies, MessageIntake intake, Broker link) {
  /** As many as make a good group for one commit. */
  private static final int PREFETCH = 64;

  /** Takes no foreign code along, so a message that comes again is no sign of a fault in it. */
  private static final int MAX_DELIVERIES = 100;

  /** The queue takes none of those that are being taken; only answers are under way. */
  private static final Duration LAST = Duration.ofSeconds(2);

  /** Starts to take jobs, if there is a broker and a queue is named. */
  static Optional<BrokerJobs> start(
      Settings settings, Solvers solvers, JobQueue queue, Validation validation) {
    String name = settings.get(Keys.BROKER_JOBS_QUEUE);
    if (solvers.broker().isEmpty() || name.isEmpty()) {
      return Optional.empty();
    }
    JobReplies replies = new JobReplies(queue);
    RpcServerOptions options =
        RpcServerOptions.defaults()
            .withPrefetch(PREFETCH)
            .withMaxDeliveries(MAX_DELIVERIES)
            .withHandlerLimit(JobIntake.PATIENCE.multipliedBy(2));
    Broker link = Brokers.required(settings, "jobs", new BrokerLog("jobs"));
    MessageIntake intake = link.takeIn(name, options, new JobIntake(queue, validation, replies));
    replies.through(intake);
    queue.subscribe(replies);
    solvers.metrics().ifPresent(metrics -> metrics.server(intake::snapshot));
    return Optional.of(new BrokerJobs(replies, intake, link));
  }

  /** What waits goes back to the broker; what has ended is told. */
  void drainWith(Drain drain) {
    drain.step("ends of jobs told", replies::close);
    drain.step(
        "jobs given back to the broker",
        left -> intake.drain(left.compareTo(LAST) < 0 ? left : LAST));
    drain.step("link of jobs closed", left -> link.close());
  }
}
