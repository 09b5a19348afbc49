package pagoda.http.internal.exchange;

import java.util.List;
import pagoda.http.Body;
import pagoda.http.Problem;
import pagoda.http.ProblemCodes;
import pagoda.http.ProblemException;
import pagoda.http.Response;
import pagoda.http.internal.bodies.BytesBody;
import pagoda.http.internal.bodies.Gzip;
import pagoda.http.internal.files.FileTypes;
import pagoda.http.internal.syntax.HeaderList;
import pagoda.http.internal.syntax.Negotiation;

/** How a body is packed, on its way in and out; RFC 9110 section 8.4. */
final class ContentCoding {
  /** What is smaller than this fits into one packet either way. */
  private static final int WORTH_PACKING = 1024;

  private ContentCoding() {}

  /** True if the body of a request is packed with gzip; refuses any other coding. */
  static boolean isPacked(Head head) {
    List<String> codings =
        HeaderList.members(head.headers("Content-Encoding")).stream()
            .filter(coding -> !coding.equalsIgnoreCase("identity"))
            .toList();
    if (codings.isEmpty()) {
      return false;
    }
    String coding = codings.getFirst();
    if (codings.size() == 1
        && (coding.equalsIgnoreCase("gzip") || coding.equalsIgnoreCase("x-gzip"))) {
      return true;
    }
    throw new ProblemException(
        Problem.of(
            415,
            ProblemCodes.UNSUPPORTED_MEDIA_TYPE,
            "Content-Encoding must be gzip, once, or identity; seen: "
                + Problem.shown(String.join(", ", codings))),
        "Accept-Encoding",
        "gzip, identity");
  }

  /**
   * The answer as this client takes it: a document in memory is packed for who asks for it. Streams
   * and files are not, nor are ranges, nor what has an entity tag, which stands for certain bytes.
   */
  static Response pack(Head head, Response response) {
    if (head == null
        || !(response.body() instanceof BytesBody body)
        || body.length() < WORTH_PACKING
        || response.etag().isPresent()
        || response.header("Content-Encoding").isPresent()
        || !FileTypes.compressible(type(response))) {
      return response;
    }
    String vary =
        response.header("Vary").map(v -> v + ", Accept-Encoding").orElse("Accept-Encoding");
    Response varied = response.withHeader("Vary", vary);
    if (head.header("Range").isPresent()
        || !Negotiation.takesGzip(head.headers("Accept-Encoding"))) {
      return varied;
    }
    Body packed = new BytesBody(Gzip.quickly(body.bytes()));
    return varied.withHeader("Content-Encoding", "gzip").withBody(packed);
  }

  private static String type(Response response) {
    String header = response.header("Content-Type").orElse("");
    int end = header.indexOf(';');
    return end < 0 ? header : header.substring(0, end).strip();
  }
}
