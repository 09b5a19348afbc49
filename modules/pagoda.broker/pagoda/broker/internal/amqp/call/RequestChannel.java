package pagoda.broker.internal.amqp.call;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.AlreadyClosedException;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.ReturnCallback;
import com.rabbitmq.client.ShutdownSignalException;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import pagoda.broker.RpcCode;
import pagoda.broker.RpcFailure;
import pagoda.broker.internal.amqp.link.ConfirmWindow;
import pagoda.broker.internal.amqp.link.Epoch;
import pagoda.broker.internal.amqp.link.Publication;
import pagoda.broker.internal.amqp.link.Reasons;

/**
 * The channel on which the requests of one client go out. A broker that takes none of them, because
 * the user may not write, closes the channel and not the link: what waits for its confirm has
 * failed, and the channel is opened again for a request that comes later. Opening and publishing
 * are the writer's; the broker tells of the end on another thread.
 */
final class RequestChannel {
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final Epoch epoch;
  private final ReturnCallback onReturn;
  private ConfirmWindow window = new ConfirmWindow();
  private Channel channel;
  private volatile Optional<Refusal> refusal = Optional.empty();

  private record Refusal(RpcFailure failure, long since) {}

  RequestChannel(Epoch epoch, ReturnCallback onReturn) {
    this.epoch = epoch;
    this.onReturn = onReturn;
  }

  void open() throws IOException {
    ConfirmWindow opened = new ConfirmWindow();
    window = opened;
    channel = epoch.openConfirmingOptional(opened);
    channel.addReturnListener(onReturn);
    channel.addShutdownListener(cause -> ended(cause, opened));
    refusal = Optional.empty();
  }

  private void ended(ShutdownSignalException cause, ConfirmWindow lost) {
    if (Reasons.replyCode(cause).orElse(0) != AMQP.ACCESS_REFUSED || cause.isHardError()) {
      epoch.failUnlessClosed(cause);
      return;
    }
    RpcFailure failure =
        new RpcFailure(
            RpcCode.OVERLOADED, "the broker takes no requests: " + Reasons.of(cause), PAUSE);
    refusal = Optional.of(new Refusal(failure, System.nanoTime()));
    epoch.forget(lost);
    lost.abandon();
  }

  /** Why nothing can be sent now, if so. */
  Optional<RpcFailure> refusal() {
    return refusal.map(Refusal::failure);
  }

  /** Whether it is time to open the channel again. */
  boolean mayOpenAgain() {
    return refusal
        .filter(refused -> System.nanoTime() - refused.since() > PAUSE.toNanos())
        .isPresent();
  }

  void publish(String queue, BasicProperties properties, byte[] body, Publication publication)
      throws IOException {
    window.add(channel.getNextPublishSeqNo(), publication);
    try {
      channel.basicPublish("", queue, true, properties, body);
    } catch (AlreadyClosedException e) {
      if (refusal.isEmpty() || e.isHardError()) {
        throw e; // the epoch is at its end
      }
      publication.refused();
    }
  }

  void close() throws IOException {
    epoch.forget(window);
    channel.abort();
  }
}
