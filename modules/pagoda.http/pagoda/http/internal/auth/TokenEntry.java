package pagoda.http.internal.auth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import pagoda.http.Principal;
import pagoda.http.Role;

/**
 * One line of a token file. A token is 256 random bits, so one round of SHA-256 without salt is as
 * hard to reverse as the token is to guess. Immutable.
 */
public final class TokenEntry {
  private static final Pattern LINE =
      Pattern.compile("([0-9A-Za-z._-]{1,40})\\s+([0-9A-Za-z._:,-]+)\\s+sha256:([0-9a-f]{64})");

  private final Principal principal;
  private final byte[] hash;

  public TokenEntry(Principal principal, String token) {
    this(principal, hash(token));
  }

  private TokenEntry(Principal principal, byte[] hash) {
    this.principal = principal;
    this.hash = hash;
    if (principal.roles().isEmpty() || !LINE.matcher(line()).matches()) {
      throw new IllegalArgumentException(
          "a token needs a name of 1 to 40 letters, digits, dots, dashes, underscores, and a role: "
              + principal);
    }
  }

  /** The entry in a line, or an {@link IllegalArgumentException} that says what is wrong. */
  static TokenEntry parse(String line, Set<Role> known) {
    Matcher matcher = LINE.matcher(line.strip());
    if (!matcher.matches()) {
      throw new IllegalArgumentException("an entry is: NAME ROLE[,ROLE…] sha256:64-HEX-DIGITS");
    }
    Set<Role> roles = new HashSet<>();
    for (String role : matcher.group(2).split(",", -1)) {
      roles.add(Role.parse(role, known).orElseThrow(() -> unknown(role, known)));
    }
    return new TokenEntry(
        new Principal(matcher.group(1), roles), HexFormat.of().parseHex(matcher.group(3)));
  }

  private static IllegalArgumentException unknown(String role, Set<Role> known) {
    String names =
        known.stream()
            .map(r -> r.isScoped() ? r + ", " + r + ":…" : r.toString())
            .sorted()
            .collect(Collectors.joining(", "));
    return new IllegalArgumentException("a role is one of " + names + ": " + role);
  }

  static byte[] hash(String token) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }

  /** Takes the same time wherever the hashes differ. */
  boolean is(byte[] otherHash) {
    return MessageDigest.isEqual(hash, otherHash);
  }

  Principal principal() {
    return principal;
  }

  public String line() {
    String roles =
        principal.roles().stream().map(Role::toString).sorted().collect(Collectors.joining(","));
    return principal.name() + " " + roles + " sha256:" + HexFormat.of().formatHex(hash);
  }
}
