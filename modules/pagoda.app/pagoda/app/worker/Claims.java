package pagoda.app.worker;

import static java.lang.System.Logger.Level.INFO;

import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import pagoda.breaker.Backoff;

/**
 * Asks the service for jobs, by claims that wait there. A claim whose answer was lost, or that was
 * recalled, is repeated by its number, so that a job that it was given comes after all.
 * Thread-safe.
 */
final class Claims {
  /** A proxy in between may cut what is silent for a minute. */
  static final Duration WAIT = Duration.ofSeconds(30);

  private static final System.Logger LOG = System.getLogger("pagoda.worker");
  private static final int NO_CONTENT = 204;

  /** A service that answers sooner than it was asked to is not asked faster than this. */
  private static final Duration PACE = Duration.ofMillis(250);

  private static final Backoff AGAIN =
      Backoff.retrying().withBase(Duration.ofMillis(500)).withCap(Duration.ofSeconds(15));

  private final WorkerIdentity identity;
  private final WorkClient client;
  private final Offers offers;
  private final ServiceLink link;
  private final WorkerCounts counts;
  private final CompletableFuture<WorkerEnd> end;
  private final Pause pause;
  private volatile boolean quiet;

  /** Claims for a worker; {@code end} hears when the service will never give it anything. */
  Claims(
      WorkerIdentity identity,
      WorkClient client,
      Offers offers,
      ServiceLink link,
      WorkerCounts counts,
      CompletableFuture<WorkerEnd> end,
      Pause pause) {
    this.identity = identity;
    this.client = client;
    this.offers = offers;
    this.link = link;
    this.counts = counts;
    this.end = end;
    this.pause = pause;
  }

  /** What came of one request. */
  private sealed interface Asked {
    record Job(ClaimedJob job) implements Asked {}

    record Nothing() implements Asked {}

    record Recalled() implements Asked {}

    record Failed(Optional<Duration> asked) implements Asked {}
  }

  /** The next job for a slot; empty when nothing is claimed any more. */
  Optional<ClaimedJob> next() throws InterruptedException {
    UUID claim = UUID.randomUUID();
    int failures = 0;
    while (true) {
      Optional<Offers.Offer> offer = offers.take();
      if (offer.isEmpty()) {
        return Optional.empty();
      }
      switch (ask(claim, offer.get())) {
        case Asked.Job(ClaimedJob job) -> {
          counts.gotOne();
          return Optional.of(job);
        }
        case Asked.Nothing _ -> {
          claim = UUID.randomUUID();
          failures = 0;
        }
        case Asked.Recalled _ -> failures = 0;
        case Asked.Failed(Optional<Duration> asked) -> {
          long nanos = AGAIN.nanos(failures++, ThreadLocalRandom.current().nextDouble());
          if (!pause.sleep(asked.orElse(PACE).plusNanos(nanos))) {
            return Optional.empty();
          }
        }
      }
    }
  }

  private Asked ask(UUID claim, Offers.Offer offer) throws InterruptedException {
    long start = System.nanoTime();
    // A service that may be away is asked for an answer at once, which tells that it is not.
    Duration wait = link.isUp() ? WAIT : Duration.ZERO;
    CompletableFuture<WorkAnswer> request = client.claim(identity, claim, offer.types(), wait);
    offers.sent(offer, request);
    Asked asked = new Asked.Recalled();
    try {
      asked = understood(request.get());
    } catch (CancellationException e) {
      LOG.log(System.Logger.Level.DEBUG, "a claim was recalled");
    } catch (ExecutionException e) {
      if (!offers.isClosed()) {
        link.down(ServiceLink.reason(e.getCause()));
      }
      asked = new Asked.Failed(Optional.empty());
    } finally {
      if (asked instanceof Asked.Job(ClaimedJob job)) {
        offers.running(offer, job.job().type());
      } else {
        offers.ended(offer);
      }
    }
    Duration left = PACE.minusNanos(System.nanoTime() - start);
    if (asked instanceof Asked.Nothing && left.isPositive()) {
      pause.sleep(left);
    }
    return asked;
  }

  private Asked understood(WorkAnswer answer) {
    if (!answer.done()) {
      return refused(answer);
    }
    link.up();
    if (answer.status() == NO_CONTENT) {
      if (answer.header("Pagoda-Order").filter("quiet"::equals).isPresent()) {
        beQuiet();
      }
      return new Asked.Nothing();
    }
    try {
      return new Asked.Job(ClaimedJob.of(answer));
    } catch (IllegalArgumentException e) {
      link.down(e.getMessage());
      return new Asked.Failed(Optional.empty());
    }
  }

  /** At first, what is wrong with the request is a setting; later it may be mended over there. */
  private Asked refused(WorkAnswer answer) {
    String problem = answer.problem();
    link.down(problem);
    if (answer.refusesWorker() && !link.reached()) {
      end.complete(new WorkerEnd.Refused(problem));
    }
    return new Asked.Failed(answer.retryAfter());
  }

  private synchronized void beQuiet() {
    if (!quiet) {
      LOG.log(INFO, "the service asks this worker to be quiet");
      quiet = true;
      offers.close();
    }
  }

  /** Whether the service wants no more work of this worker. */
  boolean quiet() {
    return quiet;
  }
}
