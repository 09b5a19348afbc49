package pagoda.http.internal.exchange;

import com.sun.net.httpserver.HttpExchange;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import pagoda.http.ExchangeOutcome;
import pagoda.http.ExchangeRecord;
import pagoda.http.Principal;
import pagoda.http.Route;
import pagoda.http.TraceContext;
import pagoda.http.internal.limits.Guard;

/**
 * One exchange while it lasts: the JDK's exchange, its guard, and what will be told about it.
 * Confined to the thread that answers, but for a stream, which hands it on.
 */
final class Call {
  private static final int MAX_METHOD = 20;
  private static final int MAX_PATH = 200;

  final HttpExchange exchange;
  final Guard guard;
  final long started = System.nanoTime();
  final InetAddress client;
  final TraceContext trace;

  Head head;
  Route route;
  Principal principal = Principal.ANONYMOUS;
  Throwable failure;
  ExchangeOutcome outcome = ExchangeOutcome.COMPLETE;
  long bytes;
  long bodyMemory;

  /** True once the body has been read to its end, or there is none. */
  boolean bodyRead;

  /** True if nobody can tell where the request ends, so that nothing after it may be read. */
  boolean endUnknown;

  /**
   * True if the JDK's reader of chunks failed. It may believe that it has reached the end, while
   * the server has not been told; ended in the ordinary way, such an exchange trips an assertion in
   * the JDK's dispatcher.
   */
  boolean bodyBroken;

  /** True once the last byte of the answer was handed to the operating system. */
  boolean answered;

  /** Set when the status line is sent; 0 before. */
  volatile int status;

  Call(HttpExchange exchange, Guard guard, InetAddress client) {
    this.exchange = exchange;
    this.guard = guard;
    this.client = client;
    this.trace =
        Optional.ofNullable(exchange.getRequestHeaders().getFirst("Traceparent"))
            .flatMap(TraceContext::parse)
            .orElseGet(TraceContext::start);
  }

  String method() {
    return exchange.getRequestMethod();
  }

  boolean isHttp10() {
    return exchange.getProtocol().equalsIgnoreCase("HTTP/1.0");
  }

  ExchangeRecord record() {
    String target = exchange.getRequestURI().toString();
    int query = target.indexOf('?');
    return new ExchangeRecord(
        shortened(method(), MAX_METHOD),
        shortened(query < 0 ? target : target.substring(0, query), MAX_PATH),
        Optional.ofNullable(route).map(Route::pattern),
        status,
        bytes,
        Duration.ofNanos(System.nanoTime() - started),
        trace.traceId(),
        client,
        principal.name(),
        outcome,
        Optional.ofNullable(failure));
  }

  private static String shortened(String text, int length) {
    return text.length() <= length ? text : text.substring(0, length);
  }
}
