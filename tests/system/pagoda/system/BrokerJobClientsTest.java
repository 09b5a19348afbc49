package pagoda.system;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.GetResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pagoda.broker.nodes.RabbitNode;
import pagoda.testing.Await;
import pagoda.testing.ChildProcess;
import tools.jackson.databind.JsonNode;

/** Programs of other languages hand in jobs, and bytes of any sort are payloads. */
class BrokerJobClientsTest {
  private static final String QUEUE = "pagoda.jobs";
  private static final String AMQPLIB = "amqplib@0.10.9";
  @TempDir private static Path handlers;
  private static RabbitNode node;
  private static Service service;

  @BeforeAll
  static void start() throws Exception {
    Path script = Files.writeString(handlers.resolve("size.sh"), "#!/bin/sh\nwc -c\n");
    assertTrue(script.toFile().setExecutable(true, true));
    Files.writeString(
        handlers.resolve("size.properties"), "run = program\ncommand = " + script + "\n");
    node = RabbitNode.launch();
    service =
        Service.start(
            "broker.urls=" + node.url(), "handlers.dir=" + handlers, "simulate.failure-rate=0");
    Await.until("the queue of jobs", () -> node.ctl("list_queues", "name").contains(QUEUE));
  }

  @AfterAll
  static void stop() throws Exception {
    service.close();
    node.close();
  }

  @Test
  void bytesOfAnyTypeAreAPayload() throws Exception {
    byte[] image = {(byte) 0x89, 'P', 'N', 'G', 0, (byte) 0xff};
    try (Connection link = connect()) {
      Channel open = link.createChannel();
      String answers = open.queueDeclare().getQueue();
      open.basicPublish(
          "",
          QUEUE,
          new BasicProperties.Builder()
              .type("size")
              .contentType("image/png")
              .replyTo(answers)
              .build(),
          image);
      AtomicReference<GetResponse> taken = new AtomicReference<>();
      Await.until(
          "the answer",
          () -> {
            taken.set(open.basicGet(answers, true));
            return taken.get() != null;
          });
      JsonNode job = Json.parse(new String(taken.get().getBody(), StandardCharsets.UTF_8));
      assertEquals("completed", job.path("state").stringValue(), service.log());
      assertEquals("6", job.path("result").toString().strip());
      assertArrayEquals(
          image, Base64.getDecoder().decode(job.path("payload_base64").stringValue()));
    }
  }

  private static Connection connect() throws Exception {
    ConnectionFactory factory = new ConnectionFactory();
    factory.setUri(node.url());
    return factory.newConnection();
  }

  /** The three programs of the README. */
  @Test
  void clientsInThreeLanguagesHandInJobs(@TempDir Path folder) throws Exception {
    String answer = "\"state\":\"completed\"";
    Files.writeString(folder.resolve("pika_client.py"), PIKA);
    assertTrue(
        ChildProcess.run(folder, "/usr/bin/python3", "pika_client.py", node.url())
            .contains(answer));
    Files.writeString(folder.resolve("client.js"), NODE);
    ChildProcess.run(
        folder, "npm", "install", "--no-audit", "--no-fund", "--ignore-scripts", AMQPLIB);
    assertTrue(ChildProcess.run(folder, "node", "client.js", node.url()).contains(answer));
    String url = "--url=" + node.url();
    ChildProcess.run(folder, "amqp-declare-queue", url, "-q", "ends");
    Files.writeString(folder.resolve("job.json"), "{\"order\":4711}");
    // amqp-publish has no option for the type: a header of that name stands for it.
    ChildProcess.run(
        folder,
        "sh",
        "-c",
        "amqp-publish "
            + url
            + " -r pagoda.jobs -t ends -C application/json -H 'type: simulate'"
            + " < job.json");
    assertTrue(
        ChildProcess.run(folder, "amqp-consume", url, "-q", "ends", "-c", "1", "cat")
            .contains(answer));
  }

  private static final String PIKA =
      """
      import sys, pika
      connection = pika.BlockingConnection(pika.URLParameters(sys.argv[1]))
      channel = connection.channel()
      channel.confirm_delivery()
      ends = channel.queue_declare('', exclusive=True).method.queue
      channel.basic_publish('', 'pagoda.jobs', b'{"order":1}', mandatory=True,
          properties=pika.BasicProperties(type='simulate', priority=10, message_id='py-1',
              content_type='application/json', reply_to=ends, correlation_id='1'))
      for method, properties, body in channel.consume(ends, auto_ack=True):
          print(body.decode())
          break
      connection.close()
      """;

  private static final String NODE =
      """
      const amqp = require('amqplib');
      (async () => {
        const connection = await amqp.connect(process.argv[2]);
        const channel = await connection.createConfirmChannel();
        const ends = await channel.assertQueue('', { exclusive: true });
        await channel.consume(ends.queue, async (message) => {
          console.log(message.content.toString());
          await connection.close();
        }, { noAck: true });
        channel.sendToQueue('pagoda.jobs', Buffer.from('{"order":2}'), { type: 'simulate',
          contentType: 'application/json', replyTo: ends.queue, correlationId: '2' });
        await channel.waitForConfirms();
      })();
      """;
}
