package pagoda.http;

import java.util.Set;

/**
 * Which other origins' pages may call this server (WHATWG Fetch). Credentials in cookies are never
 * allowed; a token in {@code Authorization} is not such a credential. Immutable.
 *
 * @param origins origins such as {@code https://example.org}; {@code *} alone for every one
 */
public record Cors(Set<String> origins) {
  /** No other origin; the default. */
  public static final Cors OFF = new Cors(Set.of());

  /** Every origin. */
  public static final Cors ANY = new Cors(Set.of("*"));

  /** Checks each origin. */
  public Cors {
    origins = Set.copyOf(origins);
    for (String origin : origins) {
      if (!origin.equals("*") && !origin.matches("[a-z][a-z0-9+.-]*://[^/\\s,;?#@*]+")) {
        throw new IllegalArgumentException(
            "an origin is scheme://host[:port], or * alone for all: " + origin);
      }
    }
    if (origins.contains("*") && origins.size() > 1) {
      throw new IllegalArgumentException("* allows every origin already: " + origins);
    }
  }

  /** {@return true if every origin is allowed} */
  public boolean any() {
    return origins.contains("*");
  }

  /**
   * {@return true if pages of {@code origin} may call}
   *
   * @param origin as the header {@code Origin} has it
   */
  public boolean allows(String origin) {
    return any() || origins.contains(origin);
  }
}
