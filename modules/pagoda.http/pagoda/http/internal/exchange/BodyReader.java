package pagoda.http.internal.exchange;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import pagoda.http.BadRequestException;
import pagoda.http.ContentTooLargeException;
import pagoda.http.Limits;
import pagoda.http.MediaType;
import pagoda.http.OverloadedException;
import pagoda.http.UnsupportedMediaTypeException;
import pagoda.http.internal.limits.ByteBudget;
import pagoda.http.internal.limits.Guard;

/** Reads a request's body into memory, within the limits of its route, the server and time. */
final class BodyReader {
  private static final int FIRST = 8 * 1024;

  /** What the JDK says when something else than an empty line follows the last chunk. */
  private static final String END_OF_CHUNKS = "invalid chunk end";

  private final int defaultLimit;
  private final ByteBudget memory;
  private final long timeoutNanos;

  BodyReader(Limits limits, ByteBudget memory) {
    this.defaultLimit = limits.bodyBytes();
    this.memory = memory;
    this.timeoutNanos = limits.receiveTimeout().toNanos();
  }

  /** Notes whether there is a body at all. */
  static void begin(Call call) {
    call.bodyRead = contentLength(call) == 0;
  }

  /** The number of bytes announced; -1 if they come in chunks. */
  static long contentLength(Call call) {
    var fields = call.exchange.getRequestHeaders();
    if (fields.containsKey("Transfer-Encoding")) {
      return -1;
    }
    String length = fields.getFirst("Content-Length");
    return length == null ? 0 : Long.parseLong(length);
  }

  /** The number of bytes that may come; more than can be for chunks. */
  static long announced(Call call) {
    long length = contentLength(call);
    return length < 0 ? Long.MAX_VALUE : length;
  }

  /** The whole body; refuses a type the route does not take, and too many bytes. */
  byte[] read(Call call, Runnable tellTimeout) throws IOException {
    int limit = limit(call);
    boolean packed = ContentCoding.isPacked(call.head);
    long length = contentLength(call);
    if (length > limit) {
      throw new ContentTooLargeException(limit);
    }
    if (call.bodyRead) {
      return new byte[0];
    }
    Guard guard = call.guard;
    guard.begin(call.started + timeoutNanos, tellTimeout);
    byte[] body;
    try {
      body = read(call, length, limit);
    } finally {
      guard.end();
    }
    call.bodyRead = true;
    return packed && body.length > 0 ? inflated(call, body, limit) : body;
  }

  /** What was packed counts as it is unpacked, so that nobody gets more memory than they send. */
  private byte[] inflated(Call call, byte[] body, int limit) {
    try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(body))) {
      byte[] buffer = new byte[0];
      int count = 0;
      while (true) {
        if (count == buffer.length) {
          buffer = grown(call, buffer, -1, limit);
        }
        int read = in.read(buffer, count, buffer.length - count);
        if (read < 0) {
          return Arrays.copyOf(buffer, count);
        }
        count += read;
        if (count > limit) {
          throw new ContentTooLargeException(limit);
        }
      }
    } catch (IOException e) { // there is no other I/O
      throw new BadRequestException("The body must be gzip, as Content-Encoding says, and is not");
    }
  }

  private int limit(Call call) {
    Map<MediaType, Integer> accepts = call.route.accepts();
    int most = call.route.maxBody() == 0 ? defaultLimit : call.route.maxBody();
    if (accepts.isEmpty()) {
      return most;
    }
    String seen = call.head.header("Content-Type").orElse("none");
    Optional<MediaType> type = MediaType.parse(seen);
    Integer limit = type.map(accepts::get).orElse(null);
    if (limit == null) {
      throw new UnsupportedMediaTypeException(seen, accepts.keySet());
    }
    return limit == 0 ? most : limit;
  }

  private byte[] read(Call call, long length, int limit) throws IOException {
    InputStream in = call.exchange.getRequestBody();
    byte[] buffer = new byte[(int) (length < 0 ? FIRST : Math.min(length, FIRST))];
    take(call, buffer.length);
    int count = 0;
    while (true) {
      if (count == length) {
        return buffer;
      }
      if (count == buffer.length) {
        buffer = grown(call, buffer, length, limit);
      }
      int read = readSome(call, in, buffer, count);
      if (read < 0) {
        return Arrays.copyOf(buffer, count);
      }
      count += read;
      if (count > limit) {
        throw new ContentTooLargeException(limit);
      }
    }
  }

  /**
   * The JDK's reader of chunks throws unchecked exceptions at negative sizes. It takes a trailer
   * for a malformed end, and by then all of the body is there: reading nothing first makes it read
   * the size of the next chunk and no more, so that nothing else can fail in the same words.
   */
  static int readSome(Call call, InputStream in, byte[] buffer, int offset) throws IOException {
    try {
      if (contentLength(call) < 0 && readsTrailer(call, in, buffer, offset)) {
        return -1;
      }
      return in.read(buffer, offset, buffer.length - offset);
    } catch (IOException e) {
      call.bodyBroken = contentLength(call) < 0;
      throw e;
    } catch (IndexOutOfBoundsException e) {
      call.bodyBroken = true;
      throw new IOException("the size of a chunk is malformed", e);
    }
  }

  /**
   * True if a trailer follows the body; what is in it is nobody's business. A chunk's size of 2^32
   * looks alike, since the JDK takes it for 0, so a body of nothing must have announced its
   * trailer.
   */
  private static boolean readsTrailer(Call call, InputStream in, byte[] buffer, int offset)
      throws IOException {
    try {
      return in.read(buffer, offset, 0) < 0;
    } catch (IOException e) {
      boolean announced = call.exchange.getRequestHeaders().containsKey("Trailer");
      if (!END_OF_CHUNKS.equals(e.getMessage()) || (offset == 0 && !announced)) {
        throw e;
      }
      call.bodyBroken = true;
      return true;
    }
  }

  /** Doubles, so that a client pays in bytes sent for the memory it holds. */
  private byte[] grown(Call call, byte[] buffer, long length, int limit) {
    long most = length < 0 ? limit + 1L : length; // one more shows that there are too many
    int size = (int) Math.min(most, Math.max(FIRST, buffer.length * 2L));
    take(call, size - buffer.length);
    return Arrays.copyOf(buffer, size);
  }

  private void take(Call call, int bytes) {
    if (!memory.take(bytes)) {
      throw new OverloadedException(
          "Too many bodies are on their way, try again", Duration.ofSeconds(1));
    }
    call.bodyMemory += bytes;
  }

  void release(Call call) {
    memory.give(call.bodyMemory);
  }
}
