package pagoda.broker.blackbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import pagoda.broker.nodes.RawProperties;
import pagoda.broker.nodes.RawProperties.Name;
import pagoda.broker.nodes.RawTable;

/** Makes messages such as nobody should send, by chance. */
final class ForeignMessages {
  private static final List<String> HEADERS =
      List.of(
          "CC",
          "BCC",
          "x-death",
          "x-attempt",
          "x-time-left",
          "x-deadline",
          "x-lost-deliveries",
          "x-delivery-count",
          "x-code",
          "x-message",
          "x-reason",
          "x-queue",
          "x-carried",
          "x-returns",
          "x-letter",
          "x-retry-after",
          "pagoda-protocol",
          "traceparent",
          "tracestate",
          "x-delay",
          "x-stream-offset",
          "x-match",
          "",
          "any");

  /** Ids of processes that are none, well-formed as far as one can see from outside. */
  private static final String FORGED_NEW =
      base64(131, 88, 119, 3, 'a', '@', 'b', 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 1);

  private static final String FORGED_OLD =
      base64(131, 103, 100, 0, 3, 'a', '@', 'b', 0, 0, 0, 1, 0, 0, 0, 0, 1);

  /** Too deep for a stack of the usual size, and what fills a frame. */
  private static final int DEEPEST = 21_000;

  private final Random random;
  private final List<byte[]> replyQueues = new ArrayList<>();
  private final List<String> copies;

  /**
   * @param random where chance comes from
   * @param replyQueues queues that answers are asked for in, besides names that make no sense
   * @param copies queues that copies are asked for in
   */
  ForeignMessages(Random random, List<String> replyQueues, List<String> copies) {
    this.random = random;
    this.copies = copies;
    for (String queue : replyQueues) {
      this.replyQueues.add(queue.getBytes(UTF_8));
      this.replyQueues.add(("/queues/" + queue).getBytes(UTF_8));
    }
    for (String name :
        List.of(
            "",
            "nobody",
            "/queues/",
            "/queues/%zz",
            "/exchanges/amq.fanout",
            "/topic/x",
            "amq.rabbitmq.reply-to.",
            "amq.rabbitmq.reply-to.a.b",
            "amq.rabbitmq.reply-to.a",
            "amq.rabbitmq.reply-to.." + base64(1, 2),
            "amq.rabbitmq.reply-to." + base64(131, 97, 1) + "." + base64(7),
            "amq.rabbitmq.reply-to-x",
            "amq.rabbitmq.reply-to." + FORGED_NEW + "." + base64(7),
            "amq.rabbitmq.reply-to." + FORGED_OLD + ".x",
            "amq.rabbitmq.reply-to." + FORGED_OLD + "." + base64(0),
            "\0",
            "a".repeat(255))) {
      this.replyQueues.add(name.getBytes(UTF_8));
    }
    this.replyQueues.add(noText(255));
    this.replyQueues.add(noText(40));
  }

  private static String base64(int... bytes) {
    byte[] each = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      each[i] = (byte) bytes[i];
    }
    return Base64.getEncoder().encodeToString(each);
  }

  /** Bytes that are no UTF-8, and become three times as many when they are read as if they were. */
  private static byte[] noText(int length) {
    byte[] bytes = new byte[length];
    java.util.Arrays.fill(bytes, (byte) 0xff);
    return bytes;
  }

  byte[] body() {
    return switch (random.nextInt(7)) {
      case 0, 1 -> ("" + random.nextInt(20)).getBytes(UTF_8);
      case 2 -> "bad".getBytes(UTF_8);
      case 3 -> new byte[0];
      case 4 -> noText(1 + random.nextInt(100));
      case 5 -> "7".repeat(random.nextInt(300_000)).getBytes(UTF_8);
      default -> ("\uFEFF5\0" + random.nextInt()).getBytes(UTF_8);
    };
  }

  RawProperties properties() {
    RawProperties properties = new RawProperties();
    if (random.nextInt(8) > 0) {
      properties.text(Name.REPLY_TO, replyQueues.get(random.nextInt(replyQueues.size())));
    }
    for (Name name :
        List.of(
            Name.CONTENT_TYPE,
            Name.CONTENT_ENCODING,
            Name.CORRELATION_ID,
            Name.MESSAGE_ID,
            Name.TYPE,
            Name.APP_ID,
            Name.CLUSTER_ID)) {
      if (random.nextInt(3) == 0) {
        properties.text(name, text());
      }
    }
    if (random.nextInt(3) == 0) {
      properties.text(Name.USER_ID, "guest".getBytes(UTF_8));
    }
    if (random.nextInt(4) == 0) {
      properties.text(Name.EXPIRATION, ("" + random.nextInt(100_000)).getBytes(UTF_8));
    }
    if (random.nextInt(3) == 0) {
      properties.octet(Name.PRIORITY, random.nextInt(256));
    }
    if (random.nextInt(3) == 0) {
      properties.octet(Name.DELIVERY_MODE, random.nextInt(5));
    }
    if (random.nextInt(4) == 0) {
      properties.timestamp(random.nextBoolean() ? random.nextLong() : 1_700_000_000L);
    }
    if (random.nextInt(3) > 0) {
      properties.headers(random.nextInt(12) == 0 ? RawTable.nested(DEEPEST) : table(0));
    }
    return properties;
  }

  private byte[] text() {
    return switch (random.nextInt(4)) {
      case 0 -> noText(1 + random.nextInt(255));
      case 1 -> new byte[0];
      case 2 -> "x".repeat(255).getBytes(UTF_8);
      default -> ("id" + random.nextInt(10)).getBytes(UTF_8);
    };
  }

  private RawTable table(int depth) {
    RawTable table = new RawTable();
    for (int entries = random.nextInt(5); entries >= 0; entries--) {
      String name = HEADERS.get(random.nextInt(HEADERS.size()));
      if (name.endsWith("CC") && random.nextBoolean()) {
        table.list(name, copies.get(random.nextInt(copies.size())));
      } else if (random.nextInt(10) == 0) {
        table.put(noText(1 + random.nextInt(255)), 'S', value('S', depth));
      } else {
        char type = "tbsIlfdDSATFVxB".charAt(random.nextInt(15));
        table.put(name.getBytes(UTF_8), type, value(type, depth));
      }
    }
    return table;
  }

  private byte[] value(char type, int depth) {
    return switch (type) {
      case 't' -> RawTable.number(random.nextInt(2), 1);
      case 'b', 'B' -> RawTable.number(random.nextInt(), 1);
      case 's' -> RawTable.number(random.nextInt(), 2);
      case 'I', 'f' -> RawTable.number(random.nextInt(-3, 100), 4);
      case 'l', 'd', 'T' -> RawTable.number(random.nextLong(), 8);
      case 'D' -> RawTable.number(random.nextLong(), 5);
      case 'S', 'x' -> RawTable.longText(noText(random.nextInt(random.nextInt(5) == 0 ? 9000 : 9)));
      case 'A' -> RawTable.longText(new byte[] {'t', 1, 'V', 't', 0});
      case 'F' -> depth < 8 ? table(depth + 1).bytes() : RawTable.longText(new byte[0]);
      default -> new byte[0];
    };
  }
}
