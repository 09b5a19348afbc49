package pagoda.http.internal.exchange;

import java.util.List;
import pagoda.http.Cors;
import pagoda.http.Response;

/** Answers a browser that asks whether a page of another origin may call; WHATWG Fetch. */
final class CorsPreflight {
  /** What a page may read of an answer besides the few headers it always may. */
  static final String EXPOSED =
      "Accept-Ranges, Content-Range, ETag, Location, Retry-After, X-Request-Id";

  private static final String REQUESTED =
      "Accept, Authorization, Content-Type, Idempotency-Key, If-Match, If-None-Match, If-Range,"
          + " Last-Event-ID, Prefer, Range, Traceparent, Tracestate";
  private static final String SECONDS = "600";

  private CorsPreflight() {}

  static boolean is(Head head) {
    return head.method().equals("OPTIONS")
        && head.header("Origin").isPresent()
        && head.header("Access-Control-Request-Method").isPresent();
  }

  /** The answer for a path with these methods; the allowed origin is in every answer anyway. */
  static Response answer(Head head, Cors cors, List<String> allowed) {
    Response answer = Response.noContent().withHeader("Allow", String.join(", ", allowed));
    return head.header("Origin").filter(cors::allows).isEmpty()
        ? answer
        : answer
            .withHeader("Access-Control-Allow-Methods", String.join(", ", allowed))
            .withHeader("Access-Control-Allow-Headers", REQUESTED)
            .withHeader("Access-Control-Max-Age", SECONDS);
  }
}
