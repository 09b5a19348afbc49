package example.calls;

import java.time.Duration;
import pagoda.broker.Broker;
import pagoda.broker.RpcFailure;
import pagoda.broker.RpcReply;
import pagoda.broker.RpcRequest;
import pagoda.broker.RpcServerOptions;

/** One question; {@code Broker.amqp} in place of {@code Broker.embedded} asks over RabbitMQ. */
public final class Main {
  private Main() {}

  public static void main(String[] args) throws InterruptedException {
    try (Broker broker = Broker.embedded()) {
      broker.serve(
          "lengths",
          RpcServerOptions.defaults(),
          request -> RpcReply.text(Integer.toString(request.body().length)));
      RpcRequest question =
          RpcRequest.text("lengths", "pagoda").withTimeout(Duration.ofSeconds(10));
      switch (broker.client().ask(question)) {
        case RpcReply reply -> System.out.println(reply.text());
        case RpcFailure failure -> System.out.println(failure.code() + ": " + failure.message());
      }
    }
  }
}
