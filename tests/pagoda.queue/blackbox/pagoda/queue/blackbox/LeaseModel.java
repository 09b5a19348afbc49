package pagoda.queue.blackbox;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import pagoda.queue.JobState;
import pagoda.queue.StopReason;
import pagoda.queue.lease.JobLeases;

/** What leases should do, with one clock that only passes, in seconds, and plain lists. */
final class LeaseModel {
  static final long BACKOFF = 30;
  static final long LIMIT = 400;
  static final long GRACE = 5;
  static final int ATTEMPTS = 4;

  private static final long LEASE = JobLeases.LENGTH.toSeconds();
  private static final long CONFIRM = JobLeases.CONFIRMED_WITHIN.toSeconds();

  final List<ModelledJob> jobs = new ArrayList<>();
  private long now;
  private long places;

  /** A job, and what is held of it. */
  static final class ModelledJob {
    final int number;
    final int priority;
    JobState state = JobState.PENDING;
    long place;
    int attempt;
    int maxAttempts = ATTEMPTS;
    long claims;
    long runAt;
    int checkpoint;
    Held held;
    long endedClaim;
    String endedHow = "";

    ModelledJob(int number, int priority) {
      this.number = number;
      this.priority = priority;
    }
  }

  /** A lease. */
  static final class Held {
    boolean confirmed;
    boolean cancelled;
    long confirmBy;
    long lapse;
    long limit;
    long forget;
  }

  ModelledJob add(int priority) {
    ModelledJob job = new ModelledJob(jobs.size(), priority);
    job.place = ++places;
    jobs.add(job);
    return job;
  }

  void pass(long seconds) {
    now += seconds;
    jobs.forEach(this::expire);
    jobs.stream()
        .filter(job -> job.state == JobState.SCHEDULED && job.runAt <= now)
        .sorted(
            Comparator.<ModelledJob>comparingLong(job -> job.runAt)
                .thenComparingInt(job -> job.number))
        .forEach(job -> pending(job, ++places));
  }

  private void expire(ModelledJob job) {
    Held held = job.held;
    if (held == null) {
      return;
    }
    if (held.cancelled) {
      job.held = now >= held.forget ? null : held;
    } else if (!held.confirmed && now >= held.confirmBy) {
      giveBack(job);
    } else if (now >= held.lapse || now >= held.limit + GRACE + LEASE) {
      burn(job, true);
    }
  }

  private void giveBack(ModelledJob job) {
    job.attempt--;
    job.held = null;
    job.state = JobState.PENDING;
  }

  private static void pending(ModelledJob job, long place) {
    job.place = place;
    job.state = JobState.PENDING;
  }

  private void burn(ModelledJob job, boolean again) {
    job.held = null;
    if (again && job.attempt < job.maxAttempts) {
      job.state = JobState.SCHEDULED;
      job.runAt = now + BACKOFF;
    } else {
      job.state = JobState.FAILED;
    }
  }

  Optional<ModelledJob> claim() {
    Optional<ModelledJob> next =
        jobs.stream()
            .filter(job -> job.state == JobState.PENDING)
            .min(
                Comparator.<ModelledJob>comparingInt(job -> -job.priority)
                    .thenComparingLong(job -> job.place));
    next.ifPresent(job -> {
      job.state = JobState.PROCESSING;
      job.attempt++;
      job.claims++;
      job.held = new Held();
      job.held.confirmBy = now + CONFIRM;
      job.held.lapse = now + LEASE;
      job.held.limit = now + LIMIT;
    });
    return next;
  }

  private boolean live(ModelledJob job, long claim) {
    boolean live = job.claims == claim && job.held != null && !job.held.cancelled;
    if (live) {
      job.held.confirmed = true;
      job.held.lapse = now + LEASE;
    }
    return live;
  }

  /** The answer of a beat; empty when the lease is lost. */
  Optional<Optional<StopReason>> beat(ModelledJob job, long claim) {
    if (live(job, claim)) {
      boolean late = now >= job.held.limit;
      return Optional.of(late ? Optional.of(StopReason.TIMEOUT) : Optional.empty());
    }
    if (job.claims != claim) {
      return Optional.empty();
    }
    if (job.held != null) {
      return Optional.of(Optional.of(StopReason.CANCEL));
    }
    boolean own = job.state == JobState.COMPLETED || job.endedClaim == claim;
    return own ? Optional.of(Optional.empty()) : Optional.empty();
  }

  boolean checkpoint(ModelledJob job, long claim, int value) {
    boolean live = live(job, claim);
    job.checkpoint = live ? value : job.checkpoint;
    return live;
  }

  boolean complete(ModelledJob job, long claim) {
    boolean _ = live(job, claim);
    if (job.claims != claim || job.state == JobState.FAILED || job.state == JobState.CANCELLED) {
      return false;
    }
    if (job.state != JobState.COMPLETED) {
      job.state = JobState.COMPLETED;
      job.held = null;
      ended(job, "completed");
    }
    return true;
  }

  private static void ended(ModelledJob job, String how) {
    job.endedClaim = job.claims;
    job.endedHow = how;
  }

  /** Ends an attempt without a result: failed, snoozed or released. */
  boolean stop(ModelledJob job, long claim, String how, boolean again) {
    if (!live(job, claim)) {
      boolean repeat = job.held == null && job.claims == claim && job.endedClaim == claim;
      return repeat && job.endedHow.equals(how);
    }
    ended(job, how);
    if (now >= job.held.limit) {
      burn(job, true);
    } else if (how.equals("failed")) {
      burn(job, again);
    } else {
      giveBack(job);
      if (how.equals("snoozed")) {
        job.state = JobState.SCHEDULED;
        job.runAt = now + BACKOFF;
      }
    }
    return true;
  }

  void cancel(ModelledJob job) {
    if (job.state == JobState.PROCESSING) {
      job.held.cancelled = true;
      job.held.forget = now + GRACE + LEASE;
    }
    job.state = JobState.CANCELLED;
  }

  void retry(ModelledJob job) {
    job.maxAttempts = Math.max(job.maxAttempts, job.attempt + 1);
    pending(job, ++places);
  }

  void restart() {
    for (ModelledJob job : jobs) {
      job.endedClaim = 0;
      if (job.held != null && job.held.cancelled) {
        job.held = null;
      } else if (job.held != null) {
        job.held.confirmed = true;
        job.held.lapse = now + LEASE;
        job.held.limit = now + LIMIT;
      }
    }
  }
}
