package bench.rpc;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.CancelCallback;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.DeliverCallback;
import java.io.IOException;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What a careful programmer writes on amqp-client in an afternoon: confirms and mandatory on both
 * ways, a reply acknowledged only when it is confirmed, and nothing for the day a connection is
 * lost.
 */
final class HandWrittenContender implements Contender {
  private static final String QUEUE = "bench.hand";

  private final Connection serving;
  private final Connection calling;
  private final Channel requests;
  private final String replyQueue;
  private final ReentrantLock publishing = new ReentrantLock();
  private final Map<String, CompletableFuture<byte[]>> pending = new ConcurrentHashMap<>();

  HandWrittenContender(ConnectionFactory factory, int prefetch, byte[] reply) throws Exception {
    serving = factory.newConnection();
    serve(prefetch, reply);
    calling = factory.newConnection();
    requests = calling.createChannel();
    requests.confirmSelect();
    requests.addConfirmListener((_, _) -> {}, (_, _) -> fail("nacked"));
    requests.addReturnListener(_ -> fail("returned"));
    Channel replies = calling.createChannel();
    replyQueue = replies.queueDeclare().getQueue();
    DeliverCallback answer =
        (_, delivery) -> {
          var call = pending.remove(delivery.getProperties().getCorrelationId());
          if (call != null) {
            call.complete(delivery.getBody());
          }
        };
    replies.basicConsume(replyQueue, true, answer, (CancelCallback) _ -> {});
  }

  private void fail(String why) {
    pending.values().forEach(call -> call.completeExceptionally(new IllegalStateException(why)));
  }

  private void serve(int prefetch, byte[] reply) throws Exception {
    Channel consumer = serving.createChannel();
    Channel replier = serving.createChannel();
    ConcurrentNavigableMap<Long, Long> unconfirmed = new ConcurrentSkipListMap<>();
    replier.confirmSelect();
    replier.addConfirmListener(
        (sequence, multiple) -> acknowledge(consumer, unconfirmed, sequence, multiple),
        (_, _) -> fail("nacked"));
    consumer.queueDeclare(QUEUE, true, false, false, Map.of("x-max-priority", 10));
    consumer.basicQos(prefetch);
    DeliverCallback handler =
        (_, delivery) -> {
          BasicProperties properties = delivery.getProperties();
          unconfirmed.put(replier.getNextPublishSeqNo(), delivery.getEnvelope().getDeliveryTag());
          replier.basicPublish(
              "",
              properties.getReplyTo(),
              true,
              new BasicProperties.Builder().correlationId(properties.getCorrelationId()).build(),
              reply);
        };
    consumer.basicConsume(QUEUE, false, handler, (CancelCallback) _ -> {});
  }

  private static void acknowledge(
      Channel consumer, ConcurrentNavigableMap<Long, Long> unconfirmed, long last, boolean multiple)
      throws IOException {
    var settled =
        multiple ? unconfirmed.headMap(last, true) : unconfirmed.subMap(last, true, last, true);
    for (long tag : settled.values()) {
      consumer.basicAck(tag, false);
    }
    settled.clear();
  }

  @Override
  public String name() {
    return "hand-written";
  }

  @Override
  public int call() throws Exception {
    String id = UUID.randomUUID().toString();
    CompletableFuture<byte[]> call = new CompletableFuture<>();
    pending.put(id, call);
    BasicProperties properties =
        new BasicProperties.Builder()
            .correlationId(id)
            .replyTo(replyQueue)
            .expiration("10000")
            .build();
    publishing.lock();
    try {
      requests.basicPublish("", QUEUE, true, properties, Calls.REQUEST);
    } finally {
      publishing.unlock();
    }
    return call.get(10, TimeUnit.SECONDS).length;
  }

  @Override
  public void close() throws IOException {
    calling.close();
    serving.close();
  }
}
