package pagoda.broker.nodes;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.LongString;
import com.rabbitmq.client.Method;
import com.rabbitmq.client.impl.AMQContentHeader;
import com.rabbitmq.client.impl.AMQImpl;
import com.rabbitmq.client.impl.Frame;
import com.rabbitmq.client.impl.LongStringHelper;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import pagoda.broker.nodes.FakeBroker.Message;
import pagoda.broker.nodes.FakeBroker.Published;

/** A connection to the fake broker. One thread reads; whoever writes holds its lock. */
final class FakeConnection {
  private static final int FRAME_MAX = 131_072;
  private static final LongString MECHANISMS = LongStringHelper.asLongString("PLAIN");

  private final FakeBroker broker;
  private final Socket socket;
  private final DataInputStream in;
  private final DataOutputStream out;
  private final Map<Integer, Long> confirmed = new HashMap<>();

  FakeConnection(FakeBroker broker, Socket socket) throws IOException {
    this.broker = broker;
    this.socket = socket;
    socket.setTcpNoDelay(true);
    in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
    out = new DataOutputStream(new BufferedOutputStream(socket.getOutputStream()));
  }

  void run() {
    try (socket) {
      in.readFully(new byte[8]); // the protocol header
      send(0, start());
      while (!socket.isClosed()) {
        Frame frame = Frame.readFrom(in, () -> FRAME_MAX);
        if (frame != null && frame.getType() == AMQP.FRAME_METHOD) {
          handle(frame.getChannel(), AMQImpl.readMethodFrom(frame.getInputStream()));
        }
      }
    } catch (IOException | UncheckedIOException e) {
      broker.forget(this); // the client is gone, as clients go
    } finally {
      broker.forget(this);
    }
  }

  private static Method start() {
    return new AMQP.Connection.Start.Builder()
        .versionMajor(0)
        .versionMinor(9)
        .serverProperties(Map.of("product", "fake"))
        .mechanisms(MECHANISMS)
        .locales(LongStringHelper.asLongString("en_US"))
        .build();
  }

  private void handle(int channel, Method method) throws IOException {
    switch (method) {
      case AMQP.Connection.StartOk _ ->
          send(
              0,
              new AMQP.Connection.Tune.Builder()
                  .channelMax(100)
                  .frameMax(FRAME_MAX)
                  .heartbeat(60)
                  .build());
      case AMQP.Connection.Open _ -> send(0, new AMQP.Connection.OpenOk.Builder().build());
      case AMQP.Connection.Close _ -> send(0, new AMQP.Connection.CloseOk.Builder().build());
      case AMQP.Channel.Open _ -> send(channel, new AMQP.Channel.OpenOk.Builder().build());
      case AMQP.Channel.Close _ -> send(channel, new AMQP.Channel.CloseOk.Builder().build());
      case AMQP.Confirm.Select _ -> {
        confirmed.put(channel, 0L);
        send(channel, new AMQP.Confirm.SelectOk.Builder().build());
      }
      case AMQP.Exchange.Declare _ -> send(channel, new AMQP.Exchange.DeclareOk.Builder().build());
      case AMQP.Queue.Bind _ -> send(channel, new AMQP.Queue.BindOk.Builder().build());
      case AMQP.Queue.Declare declare -> declare(channel, declare);
      case AMQP.Basic.Qos _ -> send(channel, new AMQP.Basic.QosOk.Builder().build());
      case AMQP.Basic.Consume consume -> consume(channel, consume);
      case AMQP.Basic.Cancel cancel ->
          send(
              channel,
              new AMQP.Basic.CancelOk.Builder().consumerTag(cancel.getConsumerTag()).build());
      case AMQP.Basic.Publish publish -> publish(channel, publish);
      default -> {} // acknowledgements need no answer, and answers neither
    }
  }

  private void declare(int channel, AMQP.Queue.Declare declare) {
    String name = declare.getQueue();
    if (declare.getPassive() && !broker.queues().contains(name)) {
      closeChannel(channel, AMQP.NOT_FOUND, "NOT_FOUND - no queue '" + name + "' in vhost '/'");
    } else if (broker.refusesTransient() && !declare.getDurable() && !declare.getExclusive()) {
      send(
          0,
          new AMQP.Connection.Close.Builder()
              .replyCode(AMQP.INTERNAL_ERROR)
              .replyText("INTERNAL_ERROR - Feature `transient_nonexcl_queues` is deprecated.")
              .build());
    } else {
      broker.queues().add(name);
      send(
          channel,
          new AMQP.Queue.DeclareOk.Builder().queue(name).messageCount(0).consumerCount(0).build());
    }
  }

  private void consume(int channel, AMQP.Basic.Consume consume) {
    String tag = UUID.randomUUID().toString();
    send(channel, new AMQP.Basic.ConsumeOk.Builder().consumerTag(tag).build());
    broker.consume(consume.getQueue(), new FakeConsumer(this, channel, tag, new AtomicLong()));
  }

  private void publish(int channel, AMQP.Basic.Publish publish) throws IOException {
    AMQContentHeader header =
        AMQImpl.readContentHeaderFrom(Frame.readFrom(in, () -> FRAME_MAX).getInputStream());
    ByteBuffer body = ByteBuffer.allocate((int) header.getBodySize());
    while (body.hasRemaining()) {
      body.put(Frame.readFrom(in, () -> FRAME_MAX).getPayload());
    }
    if (!publish.getExchange().isEmpty()) {
      return;
    }
    broker.published().add(new Published(publish.getRoutingKey(), publish.getMandatory()));
    if (body.capacity() > broker.maxMessageBytes()) {
      closeChannel(
          channel,
          AMQP.PRECONDITION_FAILED,
          "PRECONDITION_FAILED - message size %d is larger than configured max size %d"
              .formatted(body.capacity(), broker.maxMessageBytes()));
      return;
    }
    broker.route(publish.getRoutingKey(), new Message(header, body.array()));
    confirm(channel);
  }

  private void confirm(int channel) {
    Long last = confirmed.computeIfPresent(channel, (_, sequence) -> sequence + 1);
    if (last != null && broker.confirms()) {
      send(channel, new AMQP.Basic.Ack.Builder().deliveryTag(last).multiple(false).build());
    }
  }

  private void closeChannel(int channel, int code, String text) {
    confirmed.remove(channel);
    send(channel, new AMQP.Channel.Close.Builder().replyCode(code).replyText(text).build());
  }

  /** Sends a method without content. */
  void send(int channel, Method method) {
    write(((com.rabbitmq.client.impl.Method) method), channel, null, null);
  }

  /** Sends a method with content. */
  void send(int channel, Method method, AMQContentHeader header, byte[] body) {
    write(((com.rabbitmq.client.impl.Method) method), channel, header, body);
  }

  private synchronized void write(
      com.rabbitmq.client.impl.Method method, int channel, AMQContentHeader header, byte[] body) {
    try {
      method.toFrame(channel).writeTo(out);
      if (header != null) {
        header.toFrame(channel, body.length).writeTo(out);
        ByteBuffer content = ByteBuffer.wrap(body);
        for (int at = 0; at < body.length; at += FRAME_MAX - 8) {
          int length = Math.min(FRAME_MAX - 8, body.length - at);
          Frame.fromBodyFragment(channel, content, at, length).writeTo(out);
        }
      }
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
