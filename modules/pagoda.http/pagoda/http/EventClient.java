package pagoda.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import pagoda.http.internal.EventRing;
import pagoda.http.internal.GuardedOutput;

/**
 * One client that listens. It has a thread only while something is sent to it.
 *
 * <pre>
 * WAITING --due--> SENDING --sent--> WAITING
 *    |                |---lost or closed--.
 *    '--closed--------------------------> ENDED
 * </pre>
 */
final class EventClient implements Content.Detached {
  private enum State {
    NEW,
    WAITING,
    SENDING,
    ENDED
  }

  private final EventHub hub;
  private final Predicate<ServerEvent> filter;
  private final AtomicReference<State> state = new AtomicReference<>(State.NEW);
  private volatile boolean closing;
  private volatile long position;
  private volatile long sentAt;
  private volatile byte[] first;
  private GuardedOutput out;
  private Content.Ended ended;

  EventClient(EventHub hub, Predicate<ServerEvent> filter, long position, byte[] first) {
    this.hub = hub;
    this.filter = filter;
    this.position = position;
    this.first = first;
  }

  @Override
  public void start(GuardedOutput stream, Content.Ended whenEnded) {
    out = stream;
    ended = whenEnded;
    sentAt = System.nanoTime();
    state.set(State.WAITING);
    hub.joined(this);
    if (closing) {
      close(); // the server began to drain meanwhile
    }
  }

  @Override
  public void refuse() {
    state.set(State.ENDED);
  }

  @Override
  public void close() {
    closing = true;
    if (state.compareAndSet(State.WAITING, State.SENDING)) {
      Thread.ofVirtual().name("http-events").start(this::end);
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
        end(true, Outcome.TIMED_OUT, Optional.empty());
        return;
      }
      byte[] bytes = gather(news.get(), silent);
      if (bytes.length > 0) {
        out.write(bytes);
        out.flush();
        sentAt = System.nanoTime();
      }
    } catch (IOException e) {
      end(true, out.isCut() ? Outcome.TIMED_OUT : Outcome.CLIENT_GONE, Optional.empty());
      return;
    } catch (RuntimeException e) { // of the filter
      end(true, Outcome.FAILED, Optional.of(e));
      return;
    }
    if (closing) {
      end();
      return;
    }
    state.set(State.WAITING);
    if (closing) {
      close(); // it came between the two lines above
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

  private void end() {
    end(false, Outcome.COMPLETE, Optional.empty());
  }

  private void end(boolean wasDropped, Outcome outcome, Optional<Throwable> failure) {
    state.set(State.ENDED);
    hub.left(this, wasDropped);
    Outcome actual = outcome;
    try {
      if (!out.lost()) {
        out.close();
      }
    } catch (IOException e) {
      actual = outcome == Outcome.COMPLETE ? Outcome.CLIENT_GONE : outcome;
    }
    if (out.lost()) {
      out.abandon();
    }
    ended.ended(actual, failure);
  }
}
