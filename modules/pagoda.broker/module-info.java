/**
 * Calls that always end: requests and replies over RabbitMQ, or within one process.
 *
 * <p>A {@link pagoda.broker.Broker} is one of two transports behind the same API: {@linkplain
 * pagoda.broker.Broker#embedded embedded} needs nothing installed, {@linkplain
 * pagoda.broker.Broker#amqp amqp} shares the work among any number of machines. A {@link
 * pagoda.broker.RpcClient} sends bytes to a queue and gets a reply or a typed failure, never later
 * than the deadline of the call. A {@link pagoda.broker.RpcServer} runs a handler for each request
 * and acknowledges it only when its reply is safe.
 *
 * {@snippet lang=java :
 * import java.nio.charset.StandardCharsets;
 * import java.time.Duration;
 * import pagoda.broker.*;
 *
 * class Example {
 *   public static void main(String[] args) throws InterruptedException {
 *     try (Broker broker = Broker.embedded()) {
 *       broker.serve("greetings", RpcServerOptions.defaults().withPrefetch(2), request -> {
 *         String name = new String(request.body(), StandardCharsets.UTF_8);
 *         return RpcReply.text("Hello, " + name);
 *       });
 *       RpcRequest request = RpcRequest.text("greetings", "Hanoi").withTimeout(Duration.ofSeconds(2));
 *       switch (broker.client().ask(request)) {
 *         case RpcReply reply -> System.out.println(reply.text());
 *         case RpcFailure failure -> System.out.println(failure.code() + ": " + failure.message());
 *       }
 *     }
 *   }
 * }
 * }
 */
module pagoda.broker {
  requires com.rabbitmq.client;

  exports pagoda.broker;
}
