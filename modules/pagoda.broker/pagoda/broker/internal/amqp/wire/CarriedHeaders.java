package pagoda.broker.internal.amqp.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.rabbitmq.client.LongString;
import com.rabbitmq.client.impl.Frame;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The headers that somebody else gave a message, packed into one table of our own when the message
 * is published again. At the top level RabbitMQ reads orders into some of them (a copy to each
 * queue of {@code CC}); inside a table it reads nothing. What is nested deeply or would not fit a
 * frame is left out.
 */
final class CarriedHeaders {
  private static final int MAX_BYTES = 4096;
  private static final int MAX_DEPTH = 4;
  private static final int MAX_NAME = 255;

  private CarriedHeaders() {}

  /** All headers of a message, those that were packed before among them. */
  static Map<String, Object> unpacked(Map<String, Object> headers) {
    if (headers == null || headers.isEmpty()) {
      return Map.of();
    }
    if (!(headers.get(Wire.CARRIED) instanceof Map<?, ?> carried)) {
      return headers;
    }
    Map<String, Object> all = new HashMap<>();
    carried.forEach((name, value) -> all.put(name.toString(), value));
    all.putAll(headers);
    all.remove(Wire.CARRIED);
    return all;
  }

  /** The headers that can be carried on, within a limit of bytes. */
  static Map<String, Object> packed(Map<String, Object> headers) {
    Map<String, Object> packed = new HashMap<>();
    int[] bytes = {0};
    headers.forEach((name, value) -> {
      Optional<Object> kept = fits(name) ? kept(value, 1) : Optional.empty();
      int size = kept.map(v -> size(name, v)).orElse(0);
      if (size > 0 && bytes[0] + size <= MAX_BYTES) {
        packed.put(name, kept.get());
        bytes[0] += size;
      }
    });
    return packed;
  }

  /** A name whose bytes were no UTF-8 may have become longer than a name may be. */
  private static boolean fits(String name) {
    return name.getBytes(UTF_8).length <= MAX_NAME;
  }

  private static Optional<Object> kept(Object value, int depth) {
    return switch (value) {
      case LongString _, String _, Number _, Boolean _, Date _, byte[] _ -> Optional.of(value);
      case Map<?, ?> table when depth < MAX_DEPTH -> Optional.of(kept(table, depth));
      case List<?> list when depth < MAX_DEPTH -> {
        List<Object> values = new ArrayList<>();
        list.forEach(each -> kept(each, depth + 1).ifPresent(values::add));
        yield Optional.of(values);
      }
      case null, default -> Optional.empty();
    };
  }

  private static Map<String, Object> kept(Map<?, ?> table, int depth) {
    Map<String, Object> values = new HashMap<>();
    table.forEach((name, value) -> {
      if (fits(name.toString())) {
        kept(value, depth + 1).ifPresent(kept -> values.put(name.toString(), kept));
      }
    });
    return values;
  }

  private static int size(String name, Object value) {
    try {
      return (int) Frame.tableSize(Map.of(name, value));
    } catch (IOException e) {
      throw new UncheckedIOException("a header that was read can not be measured", e);
    }
  }
}
