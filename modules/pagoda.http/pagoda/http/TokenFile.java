package pagoda.http;

import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import pagoda.http.internal.auth.WatchedTokens;

/**
 * Knows callers by bearer tokens (RFC 6750) whose hashes stand in a file. Thread-safe.
 *
 * <p>One entry a line: a name, roles joined by commas, {@code sha256:} and the 64 hexadecimal
 * digits of the SHA-256 of the token. A {@linkplain Role#scoped scoped} role may be granted for one
 * thing, as {@code submit:mail}. Empty lines and lines that start with {@code #} are skipped.
 * {@link NewToken#create} makes an entry; a name may have several, so that tokens can be exchanged
 * one after another.
 *
 * <pre>
 * # name  roles        token
 * web     read,submit  sha256:2bb80d537b1da3e38bd30361aa855686bde0eacd7162fef6a25fe97bf527a25b
 * ops     admin        sha256:…
 * </pre>
 *
 * <p>A change of the file holds within a second: an entry that is gone is gone, and event streams
 * opened with its token end. A bad line is left out, the others are in force; {@link #fault} and a
 * warning in the log tell of it. A file that is missing or has no entry is looked at once more, a
 * second later, before nobody is let in.
 *
 * <p>A good token always passes. A client that has sent 10 wrong ones is answered 429 to further
 * wrong ones, and gets a try every 6 seconds.
 */
public sealed interface TokenFile extends Authenticator permits WatchedTokens {
  /**
   * Reads a token file.
   *
   * @param file where it is
   * @param roles the roles there are
   * @return an authenticator
   * @throws InvalidTokenFileException if it can not be read, has no entry or a bad one
   */
  static TokenFile open(Path file, Set<Role> roles) {
    return WatchedTokens.open(file, roles, System::nanoTime);
  }

  /**
   * {@return what is wrong with the file as it is now, naming its first bad line; empty if nothing}
   */
  Optional<String> fault();

  /** {@return where the file is} */
  Path file();

  /** {@return how many entries are in force} */
  int entries();
}
