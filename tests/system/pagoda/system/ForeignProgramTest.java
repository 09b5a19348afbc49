package pagoda.system;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pagoda.broker.nodes.RabbitNode;
import pagoda.testing.ChildProcess;

/** Programs in other languages call an engine as the first caller of this kind did. */
class ForeignProgramTest {
  private static final String ANSWER = "[[0,2],[0,1],[2,1],[0,2],[1,0],[1,2],[0,2]]";
  private static final String AMQPLIB = "amqplib@0.10.9";

  @TempDir Path folder;
  private static RabbitNode node;

  @BeforeAll
  static void start() throws Exception {
    node = RabbitNode.launch();
  }

  @AfterAll
  static void stop() {
    node.close();
  }

  @Test
  void amqpToolsGetTheBareReply() throws Exception {
    String url = "--url=" + node.url();
    try (Engine _ = Engine.start(node.url())) {
      ChildProcess.run(folder, "amqp-declare-queue", url, "-q", "replies");
      ChildProcess.run(folder, "amqp-publish", url, "-r", "hanoi", "-t", "replies", "-b", "3");
      assertEquals(
          ANSWER, ChildProcess.run(folder, "amqp-consume", url, "-q", "replies", "-c", "1", "cat"));
    }
  }

  /** Twenty cold calls at once: what the first program of this kind hung on. */
  @ParameterizedTest
  @ValueSource(strings = {"portable", "original"})
  void scenario28NodeProgramGetsTwentyColdAnswers(String declare) throws Exception {
    node.ctl("add_vhost", declare);
    node.ctl("set_permissions", "-p", declare, "guest", ".*", ".*", ".*");
    String url = node.url() + "/" + declare;
    try (Engine _ = Engine.start(url, "broker.queue-declare=" + declare)) {
      Files.writeString(folder.resolve("caller.js"), CALLER);
      ChildProcess.run(
          folder, "npm", "install", "--no-audit", "--no-fund", "--ignore-scripts", AMQPLIB);
      String output = ChildProcess.run(folder, "node", "caller.js", url, declare);
      assertEquals(Collections.nCopies(20, ANSWER), List.of(output.strip().split("\n")));
    }
  }

  /** With "original" the caller declares the queue too, as its main server did. */
  private static final String CALLER =
      """
      const amqp = require('amqplib');
      const [url, declare] = process.argv.slice(2);
      (async () => {
        const connection = await amqp.connect(url);
        const channel = await connection.createChannel();
        if (declare === 'original') await channel.assertQueue('hanoi', { durable: false });
        const replies = await channel.assertQueue('', { exclusive: true });
        const waiting = new Map();
        await channel.consume(replies.queue, (message) => {
          waiting.get(message.properties.correlationId)(message.content.toString());
        }, { noAck: true });
        const calls = Array.from({ length: 20 }, (_, i) => new Promise((answer) => {
          waiting.set('' + i, answer);
          channel.sendToQueue('hanoi', Buffer.from('3'),
            { replyTo: replies.queue, correlationId: '' + i });
        }));
        for (const text of await Promise.all(calls)) console.log(text);
        await connection.close();
      })();
      """;
}
