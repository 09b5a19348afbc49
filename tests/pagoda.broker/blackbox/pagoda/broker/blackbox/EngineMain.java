package pagoda.broker.blackbox;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import pagoda.broker.AmqpOptions;
import pagoda.broker.Broker;
import pagoda.broker.RpcServerOptions;

/** A server in a process of its own, to be killed: it takes requests and never answers. */
final class EngineMain {
  private EngineMain() {}

  /** Serves the queue {@code arguments[1]} of the broker at {@code arguments[0]}. */
  public static void main(String[] arguments) throws InterruptedException {
    Broker broker = Broker.amqp(AmqpOptions.parse(arguments[0]));
    CountDownLatch never = new CountDownLatch(1);
    broker.serve(
        arguments[1],
        RpcServerOptions.defaults().withPrefetch(4),
        _ -> {
          System.out.println("took a request");
          never.await();
          throw new IllegalStateException("nobody releases it");
        });
    if (!broker.awaitReady(Duration.ofSeconds(60))) {
      System.exit(1);
    }
    never.await();
  }
}
