package pagoda.http.internal.exchange;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.System.Logger.Level;
import java.util.function.BooleanSupplier;
import pagoda.http.Body;
import pagoda.http.ExchangeOutcome;
import pagoda.http.Limits;
import pagoda.http.Problem;
import pagoda.http.ProblemCodes;
import pagoda.http.RangeBody;
import pagoda.http.Response;
import pagoda.http.internal.bodies.BytesBody;
import pagoda.http.internal.limits.GuardedOutput;
import pagoda.http.internal.syntax.HeaderList;

/** Sends an answer: its conditions, its range, its headers, its bytes. Thread-safe. */
final class ResponseWriter {
  private static final System.Logger LOG = System.getLogger("pagoda.http");

  /** What is read of a refused body, so that a client that only sends gets to read why. */
  private static final long MAX_DISCARD = 64L * 1024 * 1024;

  /** The JDK itself reads this much of what is left of a body, and keeps the connection. */
  private static final int JDK_DISCARDS = 64 * 1024;

  private final ResponseHeaders headers;
  private final BooleanSupplier draining;
  private final long writeNanos;
  private final long receiveNanos;

  ResponseWriter(ResponseHeaders headers, BooleanSupplier draining, Limits limits) {
    this.headers = headers;
    this.draining = draining;
    this.writeNanos = limits.writeTimeout().toNanos();
    this.receiveNanos = limits.receiveTimeout().toNanos();
  }

  /**
   * Sends an answer with a body, and closes the body.
   *
   * @throws IOException if the client is lost, or the body failed after the first byte
   * @throws RuntimeException or an Error of the body before its first byte: nothing was sent
   */
  void write(Call call, Response plain) throws IOException {
    Response response = ContentCoding.pack(call.head, plain);
    Body body = response.body();
    try {
      switch (Selection.of(call.head, response, body)) {
        case Selection.Everything() -> everything(call, response, body);
        case Selection.Part part -> part(call, response, (RangeBody) body, part);
        case Selection.NotModified() -> withoutBody(call, response.withStatus(304), -1);
        case Selection.Instead(Response other) -> instead(call, other);
      }
    } finally {
      close(call, body);
    }
  }

  /** The answer is sent by now, so that all there is to do is to tell the listener. */
  private static void close(Call call, Body body) {
    try {
      body.close();
    } catch (RuntimeException e) {
      call.failure = call.failure == null ? e : call.failure;
    }
  }

  private void instead(Call call, Response other) throws IOException {
    everything(call, other, other.body());
  }

  private void everything(Call call, Response response, Body body) throws IOException {
    Response full =
        body instanceof RangeBody && !(body instanceof BytesBody)
            ? response.withHeader("Accept-Ranges", "bytes")
            : response;
    long length = body.length();
    boolean none = response.status() == 204 || response.status() == 304;
    if (none || length == 0 || call.method().equals("HEAD")) {
      withoutBody(call, full, none ? -1 : length);
    } else {
      withBody(call, full, length, body::writeTo);
    }
  }

  private void part(Call call, Response response, RangeBody body, Selection.Part part)
      throws IOException {
    Response partial = response.withStatus(206).withHeader("Content-Range", part.contentRange());
    withBody(call, partial, part.count(), out -> body.writeTo(out, part.from(), part.count()));
  }

  private interface Producer {
    void writeTo(OutputStream out) throws IOException;
  }

  private void withBody(Call call, Response response, long length, Producer producer)
      throws IOException {
    GuardedOutput out = open(call, response, length);
    try {
      producer.writeTo(out);
      if (mustDiscard(call) || call.bodyBroken) {
        out.flush();
        call.answered = true;
        discard(call);
      }
      out.close();
      call.answered = true;
    } catch (IOException | RuntimeException | Error e) {
      if (call.answered) {
        throw e;
      }
      if (out.lost()) {
        call.outcome = call.guard.isCut() ? ExchangeOutcome.TIMED_OUT : ExchangeOutcome.CLIENT_GONE;
      } else if (out.isOpen()) {
        call.outcome = ExchangeOutcome.FAILED;
        call.failure = e;
      }
      throw e;
    } finally {
      call.bytes = out.written();
    }
  }

  /** The stream of an answer; status and headers are sent with its first byte. */
  GuardedOutput open(Call call, Response response, long length) {
    HttpExchange exchange = call.exchange;
    return new GuardedOutput(
        () -> {
          headers.fill(call, response, closes(call));
          call.status = response.status();
          exchange.sendResponseHeaders(response.status(), length < 0 ? 0 : length);
          return exchange.getResponseBody();
        },
        call.guard,
        writeNanos,
        length);
  }

  /** {@code length} is what a GET would get; the JDK leaves it to its callers after HEAD. */
  private void withoutBody(Call call, Response response, long length) throws IOException {
    if (call.bodyBroken) {
      call.outcome = ExchangeOutcome.CLIENT_GONE; // its doing, and no failure to be told of
      throw new IOException("without a body the JDK would end the exchange in the ordinary way");
    }
    headers.fill(call, response, closes(call));
    if (call.method().equals("HEAD") && length >= 0) {
      call.exchange.getResponseHeaders().set("Content-Length", Long.toString(length));
    }
    call.status = response.status();
    call.guard.begin(System.nanoTime() + writeNanos);
    try {
      call.exchange.sendResponseHeaders(response.status(), -1);
    } catch (IOException e) {
      call.outcome = ExchangeOutcome.CLIENT_GONE;
      throw e;
    } finally {
      call.guard.end();
    }
  }

  /** Runs on another thread, while the one that reads the body is stuck and soon cut. */
  void tellTimeout(Call call) {
    Response answer =
        Problem.of(408, ProblemCodes.TIMEOUT, "The body did not arrive in time").response();
    RangeBody body = (RangeBody) answer.body();
    try {
      headers.fill(call, answer, true);
      call.status = answer.status();
      call.exchange.sendResponseHeaders(answer.status(), body.length());
      body.writeTo(call.exchange.getResponseBody());
      call.exchange.getResponseBody().flush();
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "the client does not read that it is too slow", e);
    }
  }

  /**
   * The JDK takes {@code Connection} for a single word, and is lenient with chunks: it wraps sizes
   * around at 2^32, takes an empty one for the last, and drops what it does not understand. Nothing
   * after a chunked body is read, so no second request can hide there.
   */
  private boolean closes(Call call) {
    var fields = call.exchange.getRequestHeaders();
    var connection = fields.get("Connection");
    return draining.getAsBoolean()
        || call.endUnknown
        || (call.isHttp10() && !ResponseHeaders.keepsAlive(call))
        || fields.containsKey("Transfer-Encoding")
        || mustDiscard(call)
        || (connection != null && HeaderList.contains(connection, "close"));
  }

  private static boolean mustDiscard(Call call) {
    return !call.bodyRead && BodyReader.announced(call) > JDK_DISCARDS;
  }

  /**
   * Reads what the client still sends of a refused body. Closing with bytes unread would reset the
   * connection, and the reset overtakes the answer.
   */
  private void discard(Call call) throws IOException {
    if (!call.bodyBroken) {
      discardAll(call);
    }
    if (call.bodyBroken) {
      throw new IOException("the JDK has lost track of the body's end");
    }
  }

  private void discardAll(Call call) throws IOException {
    call.guard.begin(System.nanoTime() + receiveNanos);
    try {
      InputStream in = call.exchange.getRequestBody();
      byte[] buffer = new byte[16 * 1024];
      long left = MAX_DISCARD;
      int read = 0;
      while (left > 0 && read >= 0) {
        read = BodyReader.readSome(call, in, buffer, 0);
        left -= read;
      }
    } finally {
      call.guard.end();
    }
  }
}
