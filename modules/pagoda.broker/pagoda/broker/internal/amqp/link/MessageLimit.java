package pagoda.broker.internal.amqp.link;

import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import pagoda.broker.RpcCode;
import pagoda.broker.RpcFailure;

/**
 * The largest message the broker takes, learnt from its refusal: RabbitMQ does not say before. The
 * limit is 128 MiB by default in version 3 and 16 MiB in version 4. Thread-safe.
 */
public final class MessageLimit {
  private static final Pattern REFUSAL =
      Pattern.compile("message size \\d+ is larger than (?:configured )?max size (\\d{1,18})");

  private volatile long bytes = Long.MAX_VALUE;

  /** Learns from the text with which a channel was closed. */
  void learn(String text) {
    Matcher refusal = REFUSAL.matcher(text);
    if (refusal.find()) {
      bytes = Long.parseLong(refusal.group(1));
    }
  }

  public boolean allows(byte[] body) {
    return body.length <= bytes;
  }

  /** As much of a message as the broker takes. */
  public byte[] cut(byte[] body) {
    return allows(body) ? body : Arrays.copyOf(body, (int) bytes);
  }

  public RpcFailure failure(byte[] body) {
    return RpcFailure.of(
        RpcCode.TOO_LARGE,
        "the message has %d bytes, the broker allows %d".formatted(body.length, bytes));
  }
}
