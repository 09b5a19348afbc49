package pagoda.http.internal.files;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import pagoda.http.EntityTag;
import pagoda.http.MediaType;
import pagoda.http.Request;
import pagoda.http.Response;
import pagoda.http.internal.bodies.Gzip;
import pagoda.http.internal.syntax.Negotiation;

/** One file in memory, plain and, from the first time it is asked for, compressed. Thread-safe. */
final class StaticFile {
  /** What is smaller than this fits into one packet either way. */
  private static final int WORTH_COMPRESSING = 1024;

  private static final int VERSION_BYTES = 8;
  private static final String FOREVER = "public, max-age=31536000, immutable";

  /** Scripts and styles of this origin only, nothing inline, no frames, no foreign forms. */
  private static final String CONTENT_SECURITY_POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
          + " connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none';"
          + " require-trusted-types-for 'script'";

  private final MediaType type;
  private final byte[] plain;
  private final String version;
  private final boolean compressible;
  private volatile byte[] compressed;

  StaticFile(String name, byte[] content) {
    String typeName = FileTypes.of(name);
    type = MediaType.parse(typeName).orElseThrow();
    plain = content;
    version = version(content);
    compressible = content.length >= WORTH_COMPRESSING && FileTypes.compressible(typeName);
  }

  /** The start of the content's SHA-256. */
  static String version(byte[] content) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(content);
      return HexFormat.of().formatHex(hash, 0, VERSION_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }

  /** The start of its content's SHA-256. */
  String version() {
    return version;
  }

  boolean isPage() {
    return type.equals(MediaType.HTML);
  }

  /** The answer that must be asked for again each time, and is not sent again if it is the same. */
  Response answer(Request request) {
    return answer(request, "no-cache");
  }

  /** The answer for an address at which the content never changes. */
  Response answerForEver(Request request) {
    return answer(request, FOREVER);
  }

  private Response answer(Request request, String caching) {
    boolean gzip = compressible && Negotiation.takesGzip(request.headers("Accept-Encoding"));
    Response answer =
        gzip
            ? Response.bytes(type, compressed())
                .withHeader("Content-Encoding", "gzip")
                .withETag(EntityTag.strong(version + "-gzip"))
            : Response.bytes(type, plain).withETag(EntityTag.strong(version));
    return answer
        .withHeader("Vary", "Accept-Encoding")
        .withHeader("Cache-Control", caching)
        .withHeader("Content-Security-Policy", CONTENT_SECURITY_POLICY)
        .withHeader("Referrer-Policy", "no-referrer")
        .withHeader("Cross-Origin-Opener-Policy", "same-origin")
        .withHeader("Cross-Origin-Resource-Policy", "same-origin");
  }

  /** Two threads may both do it at first; they come to the same. */
  private byte[] compressed() {
    byte[] result = compressed;
    if (result == null) {
      result = Gzip.smallest(plain);
      compressed = result;
    }
    return result;
  }
}
