package pagoda.http.internal.events;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import pagoda.http.ExchangeOutcome;
import pagoda.http.ServerEvent;
import pagoda.http.internal.bodies.DetachedBody;
import pagoda.http.internal.limits.GuardedOutput;

/**
 * One client that listens. It has a thread only while something is sent to it.
 *
 * <pre>
 * WAITING --due--> SENDING --sent--> WAITING
 *    |                |---lost or closed--.
 *    '--closed--------------------------> ENDED
 * </pre>
 */
final class EventClient implements DetachedBody {
  private enum State {
    NEW,
    WAITING,
    SENDING,
    ENDED
  }

  private final RingHub hub;
  private final Predicate<ServerEvent> filter;
  private final AtomicReference<State> state = new AtomicReference<>(State.NEW);
  private volatile boolean closing;
  private volatile long position;
  private volatile long sentAt;
  private volatile byte[] first;
  private GuardedOutput out;
  private DetachedBody.Ended ended;

  EventClient(RingHub hub, Predicate<ServerEvent> filter, long position, byte[] first) {
    this.hub = hub;
    this.filter = filter;
    this.position = position;
    this.first = first;
  }

  @Override
  public void start(GuardedOutput stream, DetachedBody.Ended whenEnded) {
    out = stream;
    ended = whenEnded;
    sentAt = System.nanoTime();
    state.set(State.WAITING);
    hub.joined(this);
    if (closing) {
      end(); // the server began to drain meanwhile
    }
  }

  @Override
  public void close() {
    state.set(State.ENDED);
  }

  @Override
  public void end() {
    closing = true;
    if (state.compareAndSet(State.WAITING, State.SENDING)) {
      Thread.ofVirtual().name("http-events").start(this::finish);
    }
  }

  /** Starts to send if there is anything to send; never blocks. */
  void sendIfDue(long now, long heartbeatNanos) {
    boolean silent = now - sentAt >= heartbeatNanos;
    boolean due = silent || first != null || position < hub.ring().last();
    if (due && state.compareAndSet(State.WAITING, State.SENDING)) {
      Thread.ofVirtual().name("http-events").start(() -> send(silent));
    }
  }

  private void send(boolean silent) {
    try {
      Optional<List<EventRing.Entry<ServerEvent>>> news = hub.ring().after(position);
      if (news.isEmpty()) {
        end(true, ExchangeOutcome.TIMED_OUT, Optional.empty());
        return;
      }
      byte[] bytes = gather(news.get(), silent);
      if (bytes.length > 0) {
        out.write(bytes);
        out.flush();
        sentAt = System.nanoTime();
      }
    } catch (IOException e) {
      end(
          true,
          out.isCut() ? ExchangeOutcome.TIMED_OUT : ExchangeOutcome.CLIENT_GONE,
          Optional.empty());
      return;
    } catch (RuntimeException e) { // of the filter
      end(true, ExchangeOutcome.FAILED, Optional.of(e));
      return;
    }
    if (closing) {
      finish();
      return;
    }
    state.set(State.WAITING);
    if (closing) {
      end(); // it came between the two lines above
    } else if (position < hub.ring().last()) {
      hub.wake();
    }
  }

  /** What is to be sent now; a heartbeat if that is nothing, and was nothing for too long. */
  private byte[] gather(List<EventRing.Entry<ServerEvent>> news, boolean silent) {
    var bytes = new ByteArrayOutputStream();
    if (first != null) {
      bytes.writeBytes(first);
      first = null;
    }
    for (EventRing.Entry<ServerEvent> entry : news) {
      if (filter.test(entry.event())) {
        bytes.writeBytes(entry.frame());
      }
      position = entry.number();
    }
    if (silent && bytes.size() == 0) {
      bytes.writeBytes(EventFrames.HEARTBEAT);
    }
    return bytes.toByteArray();
  }

  private void finish() {
    end(false, ExchangeOutcome.COMPLETE, Optional.empty());
  }

  private void end(boolean wasDropped, ExchangeOutcome outcome, Optional<Throwable> failure) {
    state.set(State.ENDED);
    hub.left(this, wasDropped);
    ExchangeOutcome actual = outcome;
    try {
      if (!out.lost()) {
        out.close();
      }
    } catch (IOException e) {
      actual = outcome == ExchangeOutcome.COMPLETE ? ExchangeOutcome.CLIENT_GONE : outcome;
    }
    if (out.lost()) {
      out.abandon();
    }
    ended.ended(actual, failure);
  }
}
