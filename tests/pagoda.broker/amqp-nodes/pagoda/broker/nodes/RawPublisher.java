package pagoda.broker.nodes;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.LongString;
import com.rabbitmq.client.Method;
import com.rabbitmq.client.impl.AMQImpl;
import com.rabbitmq.client.impl.Frame;
import com.rabbitmq.client.impl.LongStringHelper;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Map;

/** Publishes messages frame by frame, and hears whether the broker takes them. */
public final class RawPublisher implements AutoCloseable {
  private static final int FRAME_MAX = 131_072;
  private static final int CHANNEL = 1;
  private static final byte[] PROTOCOL = {'A', 'M', 'Q', 'P', 0, 0, 9, 1};
  private static final LongString GUEST = LongStringHelper.asLongString("\0guest\0guest");

  private final int port;
  private Socket socket;
  private DataInputStream in;
  private DataOutputStream out;

  /** Connects to the node that listens at a port of this machine. */
  public RawPublisher(int port) throws IOException {
    this.port = port;
    connect();
  }

  private void connect() throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
    out = new DataOutputStream(new BufferedOutputStream(socket.getOutputStream()));
    out.write(PROTOCOL);
    out.flush();
    read(); // start
    send(
        0,
        new AMQP.Connection.StartOk.Builder()
            .clientProperties(Map.of())
            .mechanism("PLAIN")
            .response(GUEST)
            .locale("en_US")
            .build());
    read(); // tune
    send(0, new AMQP.Connection.TuneOk.Builder().channelMax(10).frameMax(FRAME_MAX).build());
    send(0, new AMQP.Connection.Open.Builder().virtualHost("/").build());
    read(); // open-ok
    send(CHANNEL, new AMQP.Channel.Open.Builder().build());
    read(); // open-ok
    send(CHANNEL, new AMQP.Confirm.Select.Builder().build());
    read(); // select-ok
  }

  /**
   * Publishes a message to a queue.
   *
   * @return whether the broker took it; if not, this is connected anew
   */
  public boolean publish(String queue, RawProperties properties, byte[] body) throws IOException {
    write(CHANNEL, new AMQP.Basic.Publish.Builder().routingKey(queue).build());
    ByteArrayOutputStream header = new ByteArrayOutputStream();
    header.writeBytes(RawTable.number(60, Short.BYTES)); // the class basic
    header.writeBytes(RawTable.number(0, Short.BYTES));
    header.writeBytes(RawTable.number(body.length, Long.BYTES));
    header.writeBytes(properties.bytes());
    frame(AMQP.FRAME_HEADER, header.toByteArray());
    for (int at = 0; at < body.length; at += FRAME_MAX - 8) {
      byte[] part =
          java.util.Arrays.copyOfRange(body, at, Math.min(body.length, at + FRAME_MAX - 8));
      frame(AMQP.FRAME_BODY, part);
    }
    try {
      out.flush();
      if (read() instanceof AMQP.Basic.Ack) {
        return true;
      }
    } catch (IOException e) {
      // The broker ends a connection whose frames it can not read: refused, as below.
      assert !socket.isClosed() : e;
    }
    socket.close();
    connect();
    return false;
  }

  private void frame(int type, byte[] payload) throws IOException {
    out.writeByte(type);
    out.writeShort(CHANNEL);
    out.writeInt(payload.length);
    out.write(payload);
    out.writeByte(AMQP.FRAME_END);
  }

  private void send(int channel, Method method) throws IOException {
    write(channel, method);
    out.flush();
  }

  private void write(int channel, Method method) throws IOException {
    ((com.rabbitmq.client.impl.Method) method).toFrame(channel).writeTo(out);
  }

  private Method read() throws IOException {
    while (true) {
      Frame frame = Frame.readFrom(in, () -> FRAME_MAX);
      if (frame.getType() == AMQP.FRAME_METHOD) {
        return AMQImpl.readMethodFrom(frame.getInputStream());
      }
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
