package pagoda.app;

import java.time.Duration;
import java.util.Optional;
import pagoda.app.api.LiveEvents;
import pagoda.app.jobs.ServedTypes;
import pagoda.app.lifecycle.Drain;
import pagoda.app.lifecycle.Readiness;
import pagoda.app.work.WorkApi;
import pagoda.broker.Broker;
import pagoda.hanoi.SolverPool;
import pagoda.http.WebServer;
import pagoda.queue.JobQueue;

/**
 * The order in which a service ends. First it wants no more work, and whoever waits for a job, or
 * elsewhere for one to do, is told how it stands. Then attempts hear that they are to leave, in
 * Java and in programs, and have the time that requests in flight take: until those are answered
 * the queue still takes what attempts save and how they end. What is left is given back or killed,
 * and the parts close.
 */
record ServiceDrain(
    Readiness readiness,
    WorkApi work,
    LiveEvents events,
    WebServer server,
    JobQueue queue,
    ServedTypes types,
    Optional<BrokerJobs> brokerJobs,
    Solvers solvers,
    SolverPool pool) {
  /** What is kept for the steps after programs were killed. */
  private static final Duration LAST_STEPS = Duration.ofSeconds(3);

  /** Adds the steps to a drain. */
  void plan(Drain drain) {
    drain.step("readiness off", left -> readiness.draining());
    drain.step("workers' waits ended", left -> work.drain());
    drain.step("handlers asked to yield", left -> queue.drain());
    drain.step("programs asked to leave", left -> types.shutDown(left.minus(LAST_STEPS)));
    drain.step("event streams closed", left -> events.close());
    drain.step("HTTP drained", server::drain);
    drain.step("workers given back", queue::close);
    brokerJobs.ifPresent(jobs -> jobs.drainWith(drain));
    drain.step("programs gone", left -> types.close());
    drain.step("broker closed", left -> solvers.broker().ifPresent(Broker::close));
    drain.step("solver closed", pool::close);
  }
}
