package bench.rpc;

import java.io.IOException;

/** One way to make remote calls over RabbitMQ, with its own server. */
interface Contender extends AutoCloseable {

  /** The name of its row. */
  String name();

  /** Makes a call and returns how many bytes the reply has. */
  int call() throws Exception;

  @Override
  void close() throws IOException;
}
