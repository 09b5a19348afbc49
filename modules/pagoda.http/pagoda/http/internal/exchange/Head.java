package pagoda.http.internal.exchange;

import com.sun.net.httpserver.Headers;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import pagoda.http.Query;
import pagoda.http.TraceContext;

/**
 * A request before its body: checked, but not yet routed. Immutable.
 *
 * @param path the raw path
 * @param fields the header fields; unmodifiable
 */
record Head(
    String method,
    String path,
    Query query,
    Headers fields,
    InetAddress client,
    TraceContext trace) {

  Optional<String> header(String name) {
    return Optional.ofNullable(fields.getFirst(name));
  }

  List<String> headers(String name) {
    List<String> values = fields.get(name);
    return values == null ? List.of() : values;
  }

  boolean isHead() {
    return method.equals("HEAD");
  }

  boolean isRead() {
    return method.equals("GET") || isHead();
  }
}
