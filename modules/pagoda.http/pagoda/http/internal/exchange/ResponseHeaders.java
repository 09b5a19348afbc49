package pagoda.http.internal.exchange;

import com.sun.net.httpserver.Headers;
import java.util.List;
import pagoda.http.Cors;
import pagoda.http.Response;
import pagoda.http.internal.syntax.HeaderList;

/** Puts the headers of an answer together: its own, then those that every answer has. */
final class ResponseHeaders {
  private static final List<String> NOSNIFF = List.of("nosniff");
  private static final List<String> NO_REFERRER = List.of("no-referrer");
  private static final List<String> NO_STORE = List.of("no-store");

  /** Who keeps an answer for its entity tag must ask each time whether it still holds. */
  private static final List<String> REVALIDATE = List.of("no-cache");

  private static final List<String> NOTHING_ALLOWED =
      List.of("default-src 'none'; frame-ancestors 'none'");

  private final Cors cors;

  ResponseHeaders(Cors cors) {
    this.cors = cors;
  }

  void fill(Call call, Response response, boolean close) {
    Headers headers = call.exchange.getResponseHeaders();
    if (!headers.isEmpty()) {
      headers.clear(); // what the JDK, or an answer that failed, had put there
    }
    for (Response.Header field : response.headers()) {
      headers.add(field.name(), field.value());
    }
    response.etag().ifPresent(tag -> headers.set("Etag", tag.toString()));
    headers.put("X-request-id", List.of(call.trace.traceId()));
    headers.put("X-content-type-options", NOSNIFF);
    headers.put("Referrer-policy", NO_REFERRER);
    headers.putIfAbsent("Cache-control", response.etag().isPresent() ? REVALIDATE : NO_STORE);
    headers.putIfAbsent("Content-security-policy", NOTHING_ALLOWED);
    allowOrigin(call, headers);
    if (close) {
      headers.set("Connection", "close");
    } else if (call.isHttp10()) {
      headers.set("Connection", "keep-alive");
    }
  }

  static boolean keepsAlive(Call call) {
    var connection = call.exchange.getRequestHeaders().get("Connection");
    return connection != null && HeaderList.contains(connection, "keep-alive");
  }

  private void allowOrigin(Call call, Headers headers) {
    if (cors.any()) {
      headers.set("Access-Control-Allow-Origin", "*");
      headers.set("Access-Control-Expose-Headers", CorsPreflight.EXPOSED);
    } else if (!cors.origins().isEmpty()) {
      headers.add("Vary", "Origin");
      String origin = call.exchange.getRequestHeaders().getFirst("Origin");
      if (origin != null && cors.allows(origin)) {
        headers.set("Access-Control-Allow-Origin", origin);
        headers.set("Access-Control-Expose-Headers", CorsPreflight.EXPOSED);
      }
    }
  }
}
