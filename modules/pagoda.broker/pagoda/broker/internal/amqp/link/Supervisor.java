package pagoda.broker.internal.amqp.link;

import com.rabbitmq.client.Connection;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import pagoda.broker.AmqpTimes;
import pagoda.broker.BrokerAddress;
import pagoda.broker.LinkState;
import pagoda.broker.internal.limit.Timer;

/**
 * Keeps the link up: opens an epoch, attaches the tenants, waits for its end, backs off, and starts
 * over. All of that happens on one thread, which also sets up channels and queues. The other
 * methods are thread-safe.
 */
public final class Supervisor {
  /** An epoch that lived at least so long proves that the broker is well. */
  private static final Duration PROOF = Duration.ofSeconds(10);

  private static final Duration TICK = Duration.ofMillis(500);
  private static final Duration FLUSH = Duration.ofSeconds(2);

  /** Commands are few; a full inbox would mean that the thread is stuck, which ticks cure. */
  private static final int INBOX = 100_000;

  private final EpochOpener opener;
  private final List<BrokerAddress> addresses;
  private final AmqpTimes times;
  private final LinkStatus status;
  private final Timer timer;
  private final List<Tenant> tenants = new CopyOnWriteArrayList<>();
  private final BlockingQueue<Runnable> inbox = new LinkedBlockingQueue<>(INBOX);
  private final Thread thread;
  private volatile boolean closing;
  private volatile int channelMax = Integer.MAX_VALUE;
  private int nextAddress;
  private long epochs;
  private Epoch current;
  private long unblocked;

  public Supervisor(
      EpochOpener opener,
      List<BrokerAddress> addresses,
      AmqpTimes times,
      LinkStatus status,
      Timer timer) {
    this.opener = opener;
    this.addresses = addresses;
    this.times = times;
    this.status = status;
    this.timer = timer;
    thread = Thread.ofPlatform().daemon().name("pagoda-broker-supervisor").unstarted(this::run);
  }

  public void start() {
    loseAfterPatience();
    thread.start();
  }

  public void add(Tenant tenant) {
    tenants.add(tenant);
    tell(() -> attachLate(tenant));
  }

  public void remove(Tenant tenant) {
    tenants.remove(tenant);
    status.tenantsChanged();
  }

  /** How many channels each connection may have, as far as the broker has said. */
  public int channelMax() {
    return channelMax;
  }

  public boolean ready() {
    return status.state() == LinkState.UP && tenants.stream().allMatch(Tenant::attached);
  }

  /** Ends the link and waits for that, for a limited time. */
  public void close() throws InterruptedException {
    closing = true;
    tell(() -> {});
    thread.join(FLUSH.multipliedBy(4).toMillis());
  }

  private void tell(Runnable command) {
    if (!inbox.offer(command)) {
      throw new IllegalStateException("the supervisor does not keep up");
    }
  }

  private void run() {
    try {
      int failures = 0;
      while (!closing) {
        long start = System.nanoTime();
        boolean opened = openAny();
        if (opened) {
          serve();
          leave();
        }
        boolean proven = opened && System.nanoTime() - start > PROOF.toNanos();
        failures = proven ? 1 : failures + 1;
        work(times.backoff().delay(failures, ThreadLocalRandom.current()), () -> closing);
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException("nobody may interrupt the supervisor", e);
    } finally {
      status.change(LinkState.CLOSED, "closed");
    }
  }

  /** Tries each address once, beginning with the one after the last that worked. */
  private boolean openAny() {
    for (int i = 0; i < addresses.size() && !closing; i++) {
      BrokerAddress address = addresses.get(nextAddress % addresses.size());
      nextAddress = (nextAddress + 1) % addresses.size();
      try {
        open(address);
        return true;
      } catch (IOException | RuntimeException e) {
        status.connectFailed(address.toString(), Reasons.of(e));
      }
    }
    return false;
  }

  private void open(BrokerAddress address) throws IOException {
    Epoch epoch = opener.open(epochs + 1, address, ended -> tell(() -> {}));
    epochs++;
    channelMax = epoch.channelMax();
    unblocked = System.nanoTime();
    watchBlocking(epoch);
    current = epoch;
    try {
      for (Tenant tenant : tenants) {
        tenant.attach(epoch);
      }
    } catch (IOException | RuntimeException e) {
      epoch.fail(Reasons.of(e));
      leave();
      throw e;
    }
    status.up(epoch);
  }

  private void watchBlocking(Epoch epoch) {
    Connection publishing = epoch.publishing();
    publishing.addBlockedListener(
        reason -> tell(() -> blocked(epoch, reason)), () -> tell(() -> unblocked(epoch)));
  }

  private void blocked(Epoch epoch, String reason) {
    if (epoch == current) {
      status.blocked(reason);
      tenants.forEach(Tenant::linkBlocked);
    }
  }

  private void unblocked(Epoch epoch) {
    if (epoch == current) {
      unblocked = System.nanoTime();
      status.change(LinkState.UP, "the broker takes messages again");
    }
  }

  private void attachLate(Tenant tenant) {
    if (current == null || current.ended() || tenant.attached() || !tenants.contains(tenant)) {
      return;
    }
    try {
      tenant.attach(current);
      status.tenantsChanged();
    } catch (IOException | RuntimeException e) {
      current.fail(Reasons.of(e));
    }
  }

  /** Does what comes in until the epoch ends. */
  private void serve() throws InterruptedException {
    while (!closing && !current.ended()) {
      work(TICK, () -> closing || current.ended());
      checkConfirms();
    }
  }

  private void checkConfirms() {
    long oldest = System.nanoTime() - times.confirm().toNanos();
    if (status.state() == LinkState.UP
        && unblocked - oldest < 0
        && current.waitsForConfirmSince(oldest)) {
      current.fail("the broker has not confirmed a message for " + times.confirm());
    }
  }

  /** Does what comes in for some time, or until a condition holds. */
  private void work(Duration time, BooleanSupplier enough) throws InterruptedException {
    long end = System.nanoTime() + time.toNanos();
    while (!enough.getAsBoolean()) {
      Runnable command = inbox.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
      if (command == null) {
        return;
      }
      command.run();
    }
  }

  private void leave() {
    Epoch left = current;
    current = null;
    Optional<String> end = left.end();
    String reason = end.orElse("closed");
    if (closing && end.isEmpty()) {
      closeQuietly(left, FLUSH);
    } else {
      Thread.ofPlatform().daemon().start(() -> closeQuietly(left, Duration.ZERO));
    }
    if (!closing) {
      status.down(reason);
      loseAfterPatience();
    }
    tenants.forEach(tenant -> tenant.detach(left, reason));
  }

  private static void closeQuietly(Epoch epoch, Duration flush) {
    try {
      epoch.close(flush);
    } catch (InterruptedException e) {
      throw new IllegalStateException("nobody may interrupt the closing of an epoch", e);
    }
  }

  private void loseAfterPatience() {
    var _ =
        timer.at(
            System.nanoTime() + times.patience().toNanos(),
            () ->
                status
                    .refusal()
                    .filter(_ -> status.state() == LinkState.CONNECTING)
                    .ifPresent(refusal ->
                        tenants.forEach(tenant -> tenant.linkStaysDown(refusal.message()))));
  }
}
