package pagoda.broker.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import pagoda.broker.AmqpOptions;
import pagoda.broker.Broker;
import pagoda.broker.BrokerListener;
import pagoda.broker.QueueDeclare;
import pagoda.broker.RpcReply;
import pagoda.broker.ServerOptions;
import pagoda.broker.nodes.RabbitNode;
import pagoda.testing.ChildProcess;

/** Programs in other languages call a server as the first caller of this kind did. */
class ForeignProgramTest extends BrokerFixture {
  private static final String ANSWER = "[[0,2],[0,1],[2,1],[0,2],[1,0],[1,2],[0,2]]";
  private static final String AMQPLIB = "amqplib@0.10.9";

  @TempDir Path folder;

  @Override
  Broker connect(BrokerListener listener) {
    return Broker.amqp(AmqpOptions.parse(RabbitNode.shared().url()), listener);
  }

  @Test
  void amqpToolsGetTheBareReply() throws Exception {
    serve(1, _ -> RpcReply.text(ANSWER));
    String replies = queue + ".replies";
    String url = RabbitNode.shared().url();
    ChildProcess.run(folder, "amqp-declare-queue", "--url=" + url, "-q", replies);
    ChildProcess.run(folder, "amqp-publish", "--url=" + url, "-r", queue, "-t", replies, "-b", "3");
    assertEquals(
        ANSWER,
        ChildProcess.run(folder, "amqp-consume", "--url=" + url, "-q", replies, "-c", "1", "cat"));
    ChildProcess.run(folder, "amqp-delete-queue", "--url=" + url, "-q", replies);
  }

  /** Twenty cold calls at once: what the first program of this kind hung on. */
  @ParameterizedTest
  @EnumSource(QueueDeclare.class)
  void scenario28NodeProgramGetsTwentyColdAnswers(QueueDeclare declare) throws Exception {
    AmqpOptions options = AmqpOptions.parse(RabbitNode.shared().url()).withQueueDeclare(declare);
    try (Broker serving = Broker.amqp(options)) {
      serving.serve(ServerOptions.of(queue, 3), _ -> RpcReply.text(ANSWER));
      assertTrue(serving.awaitReady(LONG));
      Files.writeString(folder.resolve("caller.js"), CALLER);
      ChildProcess.run(
          folder, "npm", "install", "--no-audit", "--no-fund", "--ignore-scripts", AMQPLIB);
      String output =
          ChildProcess.run(folder, "node", "caller.js", RabbitNode.shared().url(), queue);
      assertEquals(Collections.nCopies(20, ANSWER), List.of(output.strip().split("\n")));
    }
  }

  private static final String CALLER =
      """
      const amqp = require('amqplib');
      const [url, queue] = process.argv.slice(2);
      (async () => {
        const connection = await amqp.connect(url);
        const channel = await connection.createChannel();
        const replies = await channel.assertQueue('', { exclusive: true });
        const waiting = new Map();
        await channel.consume(replies.queue, (message) => {
          waiting.get(message.properties.correlationId)(message.content.toString());
        }, { noAck: true });
        const calls = Array.from({ length: 20 }, (_, i) => new Promise((answer) => {
          waiting.set('' + i, answer);
          channel.sendToQueue(queue, Buffer.from('3'),
            { replyTo: replies.queue, correlationId: '' + i });
        }));
        for (const text of await Promise.all(calls)) console.log(text);
        await connection.close();
      })();
      """;
}
