package pagoda.broker.internal.amqp.socket;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.SslContextFactory;
import com.rabbitmq.client.WriteListener;
import com.rabbitmq.client.impl.Frame;
import com.rabbitmq.client.impl.FrameHandler;
import com.rabbitmq.client.impl.FrameHandlerFactory;
import com.rabbitmq.client.impl.SocketFrameHandler;
import com.rabbitmq.client.impl.SocketFrameHandlerFactory;
import java.io.IOException;
import java.net.Socket;

/**
 * Writes to a socket, and lets one thread put off the flush that the client library does after each
 * message until it has no more to write. Whoever else writes flushes as ever.
 */
public final class BatchingFrameHandler extends SocketFrameHandler {
  private volatile Thread holder;

  private BatchingFrameHandler(Socket socket) throws IOException {
    super(socket, null, AMQP.FRAME_MIN_SIZE); // the limit until one is negotiated
  }

  /** Makes such handlers for the connections of a factory. */
  static FrameHandlerFactory factory(ConnectionFactory factory, SslContextFactory tls) {
    return new SocketFrameHandlerFactory(
        factory.getConnectionTimeout(),
        null,
        factory.getSocketConfigurator(),
        factory.isSSL(),
        null,
        tls,
        AMQP.FRAME_MIN_SIZE) {
      @Override
      public FrameHandler create(Socket socket) throws IOException {
        return new BatchingFrameHandler(socket);
      }
    };
  }

  /** What the calling thread writes from now on stays in the buffer while there is room. */
  void hold() {
    holder = Thread.currentThread();
  }

  /** What the calling thread wrote goes out. */
  void release() throws IOException {
    holder = null;
    super.flush(null);
  }

  @Override
  public Frame readFrame() throws IOException {
    Frame frame = super.readFrame();
    return frame != null && frame.getType() == AMQP.FRAME_HEADER
        ? ContentHeader.readable(frame)
        : frame;
  }

  @Override
  public void flush(WriteListener listener) throws IOException {
    if (!Thread.currentThread().equals(holder)) {
      super.flush(listener);
    } else if (listener != null) {
      listener.done(true, null);
    }
  }
}
