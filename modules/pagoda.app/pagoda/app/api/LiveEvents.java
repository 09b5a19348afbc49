package pagoda.app.api;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import pagoda.app.breakers.Breakers;
import pagoda.breaker.CircuitBreaker;
import pagoda.http.EventFilter;
import pagoda.http.EventHub;
import pagoda.http.EventHubOptions;
import pagoda.http.Request;
import pagoda.http.Response;
import pagoda.http.Route;
import pagoda.http.ServerEvent;
import pagoda.queue.Job;
import pagoda.queue.JobQueue;
import pagoda.queue.QueueEvent;
import pagoda.queue.QueueSnapshot;
import pagoda.queue.QueueSubscription;

/**
 * {@code GET /events} and {@code GET /jobs/{id}/events}: changes of jobs, queue and breakers as
 * they happen. A client that cannot go on where it left off gets {@code reset} with the whole
 * status.
 *
 * <p>While nobody listens nothing is published but one {@code reset}, so that whoever comes back
 * knows that something is missing.
 */
public final class LiveEvents implements AutoCloseable {
  private static final Duration TICK = Duration.ofSeconds(1);

  /** How long after its request a client may take to be counted as a listener. */
  private static final Duration JOINING = Duration.ofSeconds(10);

  private static final String JOB = "job";
  private static final String QUEUE = "queue";
  private static final String CIRCUIT = "circuit";
  private static final String RESET = "reset";

  private final EventHub hub = EventHub.start(EventHubOptions.defaults());
  private final JobQueue queue;
  private final Breakers breakers;
  private final StatusJson status;
  private final Clock clock;
  private final QueueSubscription subscription;
  private final ScheduledExecutorService ticker =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("live-events").factory());
  private volatile boolean missing;
  private volatile long asked = System.nanoTime() - JOINING.toNanos();
  private QueueSnapshot told;

  /** Starts to listen to the queue and the breakers. */
  public LiveEvents(JobQueue queue, Breakers breakers, StatusJson status, Clock clock) {
    this.queue = queue;
    this.breakers = breakers;
    this.status = status;
    this.clock = clock;
    subscription = queue.subscribe(this::onQueueEvent);
    breakers.onTransition(this::onTransition);
    var _ =
        ticker.scheduleWithFixedDelay(
            this::tick, TICK.toMillis(), TICK.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** The routes. */
  public List<Route> routes() {
    return List.of(Route.get("/events", this::all), Route.get("/jobs/{id}/events", this::ofOneJob));
  }

  private Response all(Request request) {
    asked = System.nanoTime();
    return hub.stream(
        request,
        new EventFilter(
            event -> true,
            () -> List.of(new ServerEvent(RESET, status.now(request.principal()), RESET))));
  }

  private Response ofOneJob(Request request) {
    Job job = queue.job(JobsApi.id(request));
    String key = key(job);
    asked = System.nanoTime();
    return hub.stream(
        request,
        new EventFilter(
            event -> event.key().equals(key) || event.name().equals(RESET),
            () -> List.of(event(queue.job(job.id())))));
  }

  private void onQueueEvent(QueueEvent event) {
    switch (event) {
      case QueueEvent.JobChanged(_, Job job) -> {
        if (heard()) {
          hub.publish(event(job));
        }
      }
      case QueueEvent.PauseChanged _, QueueEvent.StorageChanged _ -> tick();
      case QueueEvent.EventsLost _ -> hub.publish(reset());
    }
  }

  private void onTransition(CircuitBreaker breaker) {
    if (heard()) {
      hub.publish(
          new ServerEvent(CIRCUIT, CircuitJson.of(breaker, breakers), CIRCUIT + breaker.name()));
    }
  }

  private synchronized void tick() {
    QueueSnapshot now = queue.snapshot();
    boolean changed =
        told == null
            || !told.jobs().equals(now.jobs())
            || !told.pending().isEmpty()
            || told.paused() != now.paused()
            || told.storage() != now.storage();
    if (changed && heard()) {
      told = now;
      hub.publish(new ServerEvent(QUEUE, QueueJson.of(now, clock.instant()), QUEUE));
    }
  }

  private boolean heard() {
    if (hub.clients() > 0 || System.nanoTime() - asked < JOINING.toNanos()) {
      missing = false;
      return true;
    }
    if (!missing) {
      missing = true;
      hub.publish(reset());
    }
    return false;
  }

  private static ServerEvent event(Job job) {
    return new ServerEvent(JOB, JobJson.brief(job), key(job));
  }

  private static String key(Job job) {
    return JOB + job.id();
  }

  private ServerEvent reset() {
    return new ServerEvent(RESET, status.now(), RESET);
  }

  /** How many clients listen. */
  public int clients() {
    return hub.clients();
  }

  @Override
  public void close() {
    ticker.shutdownNow();
    subscription.close();
    hub.close();
  }
}
