package pagoda.broker.internal.amqp.link;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import pagoda.broker.BrokerEvent;
import pagoda.broker.LinkSnapshot;
import pagoda.broker.LinkState;
import pagoda.broker.RpcCode;
import pagoda.broker.RpcFailure;
import pagoda.broker.internal.report.Events;

/** How the link stands, for those who ask and those who listen. Thread-safe. */
public final class LinkStatus {
  private static final int MAX_TOLD = 100;

  private final Events events;
  private final Duration patience;
  private final Duration retryAfter;
  private final Set<String> told = ConcurrentHashMap.newKeySet();
  private LinkState state = LinkState.CONNECTING;
  private long since = System.nanoTime();
  private long downSince = since;
  private long blockedNanos;
  private long epoch;
  private String address = "";
  private String lastError = "";

  public LinkStatus(Events events, Duration patience, Duration retryAfter) {
    this.events = events;
    this.patience = patience;
    this.retryAfter = retryAfter;
  }

  void up(Epoch connected) {
    told.clear();
    synchronized (this) {
      epoch = connected.number();
      address = connected.address();
    }
    change(LinkState.UP, "connected to " + connected.address());
  }

  void down(String reason) {
    failed(reason);
    change(LinkState.CONNECTING, reason);
  }

  void blocked(String reason) {
    failed(reason);
    change(LinkState.BLOCKED, reason);
  }

  synchronized void failed(String reason) {
    lastError = reason;
  }

  void connectFailed(String triedAddress, String reason) {
    String error = triedAddress + ": " + reason;
    failed(error);
    if (told.size() < MAX_TOLD && told.add(error)) {
      events.tell(new BrokerEvent.ConnectFailed(triedAddress, reason));
    }
  }

  /** Called by one thread at a time, so that listeners hear of changes in order. */
  void change(LinkState to, String reason) {
    LinkState from;
    synchronized (this) {
      from = state;
      if (from == to || from == LinkState.CLOSED) {
        return;
      }
      long now = System.nanoTime();
      if (from == LinkState.BLOCKED) {
        blockedNanos += now - since;
      }
      if (to == LinkState.CONNECTING) {
        downSince = now;
      }
      state = to;
      since = now;
      notifyAll();
    }
    events.tell(new BrokerEvent.LinkChanged(from, to, epoch(), reason));
  }

  synchronized void tenantsChanged() {
    notifyAll();
  }

  private synchronized long epoch() {
    return epoch;
  }

  synchronized LinkState state() {
    return state;
  }

  /** Waits until a condition holds that depends on state or tenants; false if it does not. */
  public synchronized boolean await(BooleanSupplier condition, Duration limit)
      throws InterruptedException {
    long end = System.nanoTime() + limit.toNanos();
    while (!condition.getAsBoolean()) {
      long millis = (end - System.nanoTime()) / 1_000_000;
      if (millis <= 0 || state == LinkState.CLOSED) {
        return false;
      }
      wait(millis);
    }
    return true;
  }

  /** Why a call can not be taken now, if so. */
  public synchronized Optional<RpcFailure> refusal() {
    return switch (state) {
      case UP -> Optional.empty();
      case BLOCKED ->
          Optional.of(
              new RpcFailure(
                  RpcCode.OVERLOADED, "the broker takes no messages: " + lastError, retryAfter));
      case CONNECTING ->
          System.nanoTime() - downSince < patience.toNanos()
              ? Optional.empty()
              : Optional.of(staysDown());
      case CLOSED -> Optional.of(RpcFailure.of(RpcCode.CANCELLED, "the broker is closed"));
    };
  }

  public synchronized RpcFailure staysDown() {
    return new RpcFailure(
        RpcCode.CONNECTION_LOST,
        "there is no link to the broker" + (lastError.isEmpty() ? "" : ": " + lastError),
        retryAfter);
  }

  public synchronized LinkSnapshot snapshot() {
    long inState = System.nanoTime() - since;
    long blocked = blockedNanos + (state == LinkState.BLOCKED ? inState : 0);
    return new LinkSnapshot(
        state,
        Duration.ofNanos(inState),
        address,
        epoch,
        Math.max(0, epoch - 1),
        Duration.ofNanos(blocked),
        lastError,
        events.failures());
  }
}
