package pagoda.http.internal.syntax;

import java.util.List;
import pagoda.http.MediaType;
import pagoda.http.NotAcceptableException;

/** Chooses the media type of an answer; RFC 9110 section 12.5.1. */
public final class Negotiation {
  private Negotiation() {}

  public static MediaType best(List<String> accept, List<MediaType> offered) {
    List<String> ranges = HeaderList.members(accept);
    if (ranges.isEmpty()) {
      return offered.getFirst();
    }
    MediaType best = null;
    double bestQuality = 0;
    for (MediaType type : offered) {
      double quality = quality(ranges, type);
      if (quality > bestQuality) { // on a tie the server's order decides
        best = type;
        bestQuality = quality;
      }
    }
    if (best == null) {
      throw new NotAcceptableException(offered);
    }
    return best;
  }

  /** True for a client that takes gzip; RFC 9110 section 12.5.3. Without a header nobody asked. */
  public static boolean takesGzip(List<String> acceptEncoding) {
    boolean any = false;
    for (String member : HeaderList.members(acceptEncoding)) {
      List<String> parts = HeaderList.parts(member);
      String coding = parts.isEmpty() ? "" : parts.getFirst();
      if (coding.equalsIgnoreCase("gzip") || coding.equalsIgnoreCase("x-gzip")) {
        return weight(parts) > 0;
      }
      any |= coding.equals("*") && weight(parts) > 0;
    }
    return any;
  }

  /** The quality that the most specific range which matches gives to {@code type}. */
  private static double quality(List<String> ranges, MediaType type) {
    int best = -1;
    double quality = 0;
    for (String range : ranges) {
      List<String> parts = HeaderList.parts(range);
      int specific = parts.isEmpty() ? -1 : specificity(parts.getFirst(), type);
      if (specific > best) {
        best = specific;
        quality = weight(parts);
      }
    }
    return quality;
  }

  private static int specificity(String range, MediaType type) {
    if (range.equalsIgnoreCase(type.toString())) {
      return 2;
    }
    if (range.equalsIgnoreCase(type.type() + "/*")) {
      return 1;
    }
    return range.equals("*/*") ? 0 : -1;
  }

  private static double weight(List<String> parts) {
    for (String part : parts.subList(1, parts.size())) {
      if (part.matches("(?i)q[ \t]*=[ \t]*(0(\\.[0-9]{0,3})?|1(\\.0{0,3})?)")) {
        return Double.parseDouble(part.substring(part.indexOf('=') + 1).strip());
      }
    }
    return 1;
  }
}
