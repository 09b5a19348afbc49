package pagoda.broker.internal.call;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import pagoda.broker.RangePlan;
import pagoda.broker.RangeReader;
import pagoda.broker.RangeRequests;
import pagoda.broker.ReconnectBackoff;
import pagoda.broker.RpcCall;
import pagoda.broker.RpcClient;
import pagoda.broker.RpcCode;
import pagoda.broker.RpcException;
import pagoda.broker.RpcFailure;
import pagoda.broker.RpcReply;

/** Keeps a window of ranges asked for, and gives out their replies in order. */
public final class RangeWindow implements RangeReader {
  private static final ReconnectBackoff BACKOFF =
      new ReconnectBackoff(Duration.ofMillis(100), Duration.ofSeconds(2));

  /** However long a failure says to wait, a reader asks again after this time. */
  private static final Duration MAX_WAIT = Duration.ofSeconds(5);

  private final RpcClient client;
  private final RangePlan plan;
  private final RangeRequests requests;
  private final Deque<Range> window = new ArrayDeque<>();
  private long asked;
  private long repeated;
  private boolean closed;

  /**
   * Makes a window that has asked for nothing yet.
   *
   * @param client whom to ask through
   * @param plan how to cut the answer
   * @param requests makes the request for a range
   */
  public RangeWindow(RpcClient client, RangePlan plan, RangeRequests requests) {
    this.client = requireNonNull(client, "client");
    this.plan = requireNonNull(plan, "plan");
    this.requests = requireNonNull(requests, "requests");
  }

  @Override
  public Optional<RpcReply> next() throws InterruptedException {
    if (closed) {
      throw new IllegalStateException("the reader is closed");
    }
    fill();
    Range head = window.peek();
    if (head == null) {
      return Optional.empty();
    }
    while (true) {
      switch (head.call.await()) {
        case RpcReply reply -> {
          window.remove();
          return Optional.of(checked(head, reply));
        }
        case RpcFailure failure -> {
          checkWorthRepeating(head, failure);
          Thread.sleep(pause(head, failure));
          repeatFailed();
        }
      }
    }
  }

  @Override
  public long repeated() {
    return repeated;
  }

  @Override
  public void close() {
    closed = true;
    window.forEach(range -> range.call.cancel());
    window.clear();
  }

  private void fill() {
    while (window.size() < plan.window() && asked < plan.count()) {
      long count = Math.min(plan.step(), plan.count() - asked);
      Range range = new Range(plan.from() + asked, count);
      ask(range);
      window.add(range);
      asked += count;
    }
  }

  private void ask(Range range) {
    range.tries++;
    range.call = client.call(requests.range(range.from, range.count).withIdempotent(true));
  }

  /** Whatever felled the head has often felled its neighbours too, so all of them go again. */
  private void repeatFailed() throws InterruptedException {
    for (Range range : window) {
      if (range.call.done()
          && range.call.await() instanceof RpcFailure failure
          && range.worthRepeating(failure, plan.attempts())) {
        repeated++;
        ask(range);
      }
    }
  }

  private void checkWorthRepeating(Range range, RpcFailure failure) {
    if (!range.worthRepeating(failure, plan.attempts())) {
      close();
      throw new RpcException(failure);
    }
  }

  private RpcReply checked(Range range, RpcReply reply) {
    if (reply.body().length > RangePlan.MAX_RANGE_BYTES) {
      close();
      throw new RpcException(
          RpcFailure.of(
              RpcCode.TOO_LARGE,
              "the range of %d from %d has %d bytes, allowed are %d"
                  .formatted(
                      range.count, range.from, reply.body().length, RangePlan.MAX_RANGE_BYTES)));
    }
    return reply;
  }

  private static Duration pause(Range range, RpcFailure failure) {
    Duration wanted = failure.retryAfter();
    if (wanted.isZero()) {
      return BACKOFF.delay(range.tries, ThreadLocalRandom.current());
    }
    return wanted.compareTo(MAX_WAIT) < 0 ? wanted : MAX_WAIT;
  }

  private static final class Range {
    private final long from;
    private final long count;
    private RpcCall call;
    private int tries;

    private Range(long from, long count) {
      this.from = from;
      this.count = count;
    }

    private boolean worthRepeating(RpcFailure failure, int attempts) {
      return failure.code().retryable() && tries < attempts;
    }
  }
}
