package pagoda.http.internal.exchange;

import com.sun.net.httpserver.Headers;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import pagoda.http.BadRequestException;
import pagoda.http.Cors;
import pagoda.http.ForbiddenException;
import pagoda.http.Problem;
import pagoda.http.ProblemCodes;
import pagoda.http.ProblemException;
import pagoda.http.Query;
import pagoda.http.internal.syntax.FieldSyntax;
import pagoda.http.internal.syntax.HostRule;
import pagoda.http.internal.syntax.RequestTarget;

/** Checks what comes before a body and refuses what is not exactly right. Thread-safe. */
final class HeadReader {
  private static final Pattern DIGITS = Pattern.compile("[0-9]{1,18}");
  private static final List<String> GIVEN_ONCE =
      List.of("Authorization", "Content-Type", "If-Range", "Last-Event-ID", "Origin", "Range");
  private static final int FIELD_OVERHEAD = 4; // colon, space, end of line

  private final int maxHeaderBytes;
  private final HostRule hosts;
  private final Cors cors;

  HeadReader(int maxHeaderBytes, HostRule hosts, Cors cors) {
    this.maxHeaderBytes = maxHeaderBytes;
    this.hosts = hosts;
    this.cors = cors;
  }

  /** A head with the decoded segments of its path. */
  record Checked(Head head, List<String> segments) {}

  Checked read(Call call) {
    Headers fields = call.exchange.getRequestHeaders();
    call.endUnknown = true;
    checkVersion(call);
    checkMethod(call.method());
    checkFraming(call, fields);
    checkValues(fields);
    call.endUnknown = false;
    checkSize(call, fields);
    checkGivenOnce(fields);
    checkHost(call, fields);
    String target = call.exchange.getRequestURI().toString();
    return switch (RequestTarget.parse(target)) {
      case RequestTarget.Refused(String reason) -> throw new BadRequestException(reason);
      case RequestTarget.Origin(String path, List<String> segments, var query) -> {
        Head head = new Head(call.method(), path, Query.of(query), fields, call.client, call.trace);
        checkOrigin(head);
        yield new Checked(head, segments);
      }
    };
  }

  private static void checkVersion(Call call) {
    String version = call.exchange.getProtocol();
    if (!version.equals("HTTP/1.1") && !version.equals("HTTP/1.0")) {
      throw new ProblemException(
          Problem.of(505, ProblemCodes.BAD_REQUEST, "Only HTTP/1.1 and HTTP/1.0 are spoken here"));
    }
  }

  private static void checkMethod(String method) {
    for (int i = 0; i < method.length(); i++) {
      if (!FieldSyntax.isTokenChar(method.charAt(i))) {
        throw new BadRequestException("The method must be a token: " + Problem.shown(method));
      }
    }
  }

  /** What ends a line or a text for other readers must not stand within a value; RFC 9110, 5.5. */
  private static void checkValues(Headers fields) {
    for (Map.Entry<String, List<String>> field : fields.entrySet()) {
      for (String value : field.getValue()) {
        if (!FieldSyntax.isValue(value)) {
          throw new BadRequestException(
              "The header %s must not have control characters: %s"
                  .formatted(Problem.shown(field.getKey()), Problem.shown(value)));
        }
      }
    }
  }

  /**
   * Of two such values a proxy may have looked at the one, and this server would take the other.
   */
  private static void checkGivenOnce(Headers fields) {
    for (String name : GIVEN_ONCE) {
      List<String> values = fields.get(name);
      if (values != null && values.size() > 1) {
        throw new BadRequestException(
            "The header %s must be given once: %d times".formatted(name, values.size()));
      }
    }
  }

  private void checkSize(Call call, Headers fields) {
    long size = call.method().length() + call.exchange.getRequestURI().toString().length() + 12L;
    for (Map.Entry<String, List<String>> field : fields.entrySet()) {
      for (String value : field.getValue()) {
        size += field.getKey().length() + value.length() + FIELD_OVERHEAD;
      }
    }
    if (size > maxHeaderBytes) {
      throw new ProblemException(
          Problem.of(
                  431,
                  ProblemCodes.TOO_LARGE,
                  "Request line and headers may have at most " + maxHeaderBytes + " bytes")
              .with("limit", maxHeaderBytes));
    }
  }

  /** What the JDK reads one way and a proxy may read another; RFC 9112 sections 6.1 and 6.3. */
  private static void checkFraming(Call call, Headers fields) {
    String length = fields.getFirst("Content-Length");
    if (length != null && !DIGITS.matcher(length).matches()) {
      throw new BadRequestException("Content-Length must be digits only");
    }
    if (call.isHttp10() && fields.containsKey("Transfer-Encoding")) {
      throw new BadRequestException("HTTP/1.0 has no Transfer-Encoding");
    }
  }

  private void checkHost(Call call, Headers fields) {
    List<String> given = fields.get("Host");
    if (given == null) {
      if (call.isHttp10()) {
        return;
      }
      throw new BadRequestException("The header Host is missing");
    }
    if (given.size() > 1) {
      throw new BadRequestException("The header Host must be given once");
    }
    switch (hosts.judge(given.getFirst())) {
      case GOOD -> {}
      case MALFORMED -> throw new BadRequestException("The header Host must be a host and a port");
      case STRANGER ->
          throw new ForbiddenException(
              "This server does not answer to that Host; it listens on loopback only");
    }
  }

  /**
   * A page of another origin may send simple requests without asking first, so one that changes
   * anything must come from this origin or an allowed one.
   */
  private void checkOrigin(Head head) {
    String origin = head.fields().getFirst("Origin");
    if (origin == null || head.isRead() || head.method().equals("OPTIONS")) {
      return;
    }
    if (!cors.allows(origin) && !isOwn(origin, head)) {
      throw new ForbiddenException("Pages of another origin may not change anything here");
    }
  }

  private static boolean isOwn(String origin, Head head) {
    int authority = origin.indexOf("://");
    return authority > 0
        && head.header("Host").map(origin.substring(authority + 3)::equalsIgnoreCase).orElse(false);
  }
}
