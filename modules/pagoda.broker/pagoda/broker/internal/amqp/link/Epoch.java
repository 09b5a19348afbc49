package pagoda.broker.internal.amqp.link;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ShutdownSignalException;
import com.rabbitmq.client.impl.AMQConnection;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import pagoda.broker.internal.amqp.socket.BatchingFrameHandler;
import pagoda.broker.internal.amqp.socket.SocketGuard;
import pagoda.broker.internal.amqp.socket.SocketWriter;

/**
 * One life of the link: a connection to publish, which the broker may block, and one to consume,
 * which it never blocks. It ends once, as a whole, when anything in it fails. Thread-safe.
 */
public final class Epoch {
  private static final int CLOSE_MILLIS = 2000;

  private final long number;
  private final String address;
  private final SocketGuard sockets;
  private final MessageLimit limit;
  private final Consumer<Epoch> onEnd;
  private final AtomicReference<String> end = new AtomicReference<>();
  private final List<ConfirmWindow> windows = new CopyOnWriteArrayList<>();
  private final SocketWriter publisher;
  private final SocketWriter acknowledger;
  private final Connection publishing;
  private final Connection consuming;
  private final Aside aside;

  /** Opens further connections. */
  interface Aside {
    Connection open(String purpose) throws IOException;
  }

  Epoch(
      long number,
      String address,
      SocketGuard sockets,
      MessageLimit limit,
      Connection publishing,
      Connection consuming,
      Aside aside,
      Consumer<Epoch> onEnd) {
    this.number = number;
    this.address = address;
    this.sockets = sockets;
    this.limit = limit;
    this.publishing = publishing;
    this.consuming = consuming;
    this.aside = aside;
    this.onEnd = onEnd;
    publisher = new SocketWriter("pagoda-broker-publish", socket(publishing), this::fail);
    acknowledger = new SocketWriter("pagoda-broker-acknowledge", socket(consuming), this::fail);
    publishing.addShutdownListener(this::fail);
    consuming.addShutdownListener(this::fail);
  }

  private static BatchingFrameHandler socket(Connection connection) {
    return (BatchingFrameHandler) ((AMQConnection) connection).getFrameHandler();
  }

  public long number() {
    return number;
  }

  String address() {
    return address;
  }

  public MessageLimit limit() {
    return limit;
  }

  /** Writes to the connection that publishes. */
  public SocketWriter publisher() {
    return publisher;
  }

  /** Writes to the connection that consumes. */
  public SocketWriter acknowledger() {
    return acknowledger;
  }

  public Connection publishing() {
    return publishing;
  }

  public Connection consuming() {
    return consuming;
  }

  /** How many channels each connection may have. */
  int channelMax() {
    int most = Math.min(publishing.getChannelMax(), consuming.getChannelMax());
    return most == 0 ? Integer.MAX_VALUE : most;
  }

  /** Opens a connection that this epoch can do without, and that is closed with it. */
  public Connection connectAside(String purpose) throws IOException {
    if (ended()) {
      throw new IOException("the link has ended");
    }
    return aside.open(purpose);
  }

  /** Opens a channel whose end is the end of this epoch. */
  public Channel open(Connection connection) throws IOException {
    Channel channel = openOptional(connection);
    channel.addShutdownListener(this::failUnlessClosed);
    return channel;
  }

  /** Opens a channel that this epoch can do without. */
  public Channel openOptional(Connection connection) throws IOException {
    return connection.openChannel().orElseThrow(() -> new IOException("no channel is left"));
  }

  /** Opens a channel on which messages are confirmed, whose end is the end of this epoch. */
  public Channel openConfirming(ConfirmWindow window) throws IOException {
    Channel channel = openConfirmingOptional(window);
    channel.addShutdownListener(this::failUnlessClosed);
    return channel;
  }

  /** Opens a channel on which messages are confirmed, and that this epoch can do without. */
  public Channel openConfirmingOptional(ConfirmWindow window) throws IOException {
    Channel channel = openOptional(publishing);
    channel.addConfirmListener(
        (sequence, multiple) -> window.settle(sequence, multiple, true),
        (sequence, multiple) -> window.settle(sequence, multiple, false));
    channel.confirmSelect();
    windows.add(window);
    return channel;
  }

  public void forget(ConfirmWindow window) {
    windows.remove(window);
  }

  /** Whether a message has waited for its confirm since before a moment, by nanoTime. */
  boolean waitsForConfirmSince(long moment) {
    return windows.stream().anyMatch(window -> window.waitsSince(moment));
  }

  /** Ends this epoch unless it has ended. Never blocks. */
  public void fail(String reason) {
    if (end.compareAndSet(null, reason)) {
      publisher.stop();
      acknowledger.stop();
      onEnd.accept(this);
    }
  }

  private void fail(Exception cause) {
    fail(Reasons.of(cause));
  }

  /** Ends this epoch since a channel has ended, unless it was closed by this side. */
  public void failUnlessClosed(ShutdownSignalException cause) {
    if (!cause.isInitiatedByApplication()) {
      limit.learn(Reasons.replyText(cause));
      fail(cause);
    }
  }

  /** Why this epoch ended, if it has. */
  Optional<String> end() {
    return Optional.ofNullable(end.get());
  }

  public boolean ended() {
    return end.get() != null;
  }

  /** Says goodbye to the broker if it listens, then closes both sockets, in about two seconds. */
  void close(Duration flush) throws InterruptedException {
    publisher.flush(flush);
    acknowledger.flush(flush);
    fail("closed");
    Thread goodbye =
        Thread.ofPlatform()
            .daemon()
            .name("pagoda-broker-close")
            .start(() -> {
              publishing.abort(CLOSE_MILLIS);
              consuming.abort(CLOSE_MILLIS);
            });
    goodbye.join(CLOSE_MILLIS);
    sockets.closeAll();
  }
}
