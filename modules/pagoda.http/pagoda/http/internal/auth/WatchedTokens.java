package pagoda.http.internal.auth;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import pagoda.http.InvalidTokenFileException;
import pagoda.http.OverloadedException;
import pagoda.http.Principal;
import pagoda.http.Role;
import pagoda.http.TokenFile;
import pagoda.http.UnauthorizedException;

/** The entries of a token file, read again when it changes. Thread-safe. */
public final class WatchedTokens implements TokenFile {
  private static final System.Logger LOG = System.getLogger("pagoda.http");
  private static final long LOOK_NANOS = Duration.ofSeconds(1).toNanos();
  private static final String SCHEME = "Bearer ";

  private final Path file;
  private final Set<Role> roles;
  private final LongSupplier nanoTime;
  private final FailureLimiter failures;
  private final AtomicLong lookedAt;
  private volatile Contents contents;

  /**
   * What is in force.
   *
   * @param stamp how the file looked when it was read
   * @param faults what is wrong with it
   * @param doubtful true if the file had no entry, and those before it are in force for one more
   *     look: some programs empty a file before they write it
   */
  private record Contents(
      List<TokenEntry> entries,
      Object stamp,
      List<InvalidTokenFileException> faults,
      boolean doubtful) {}

  private WatchedTokens(Path file, Set<Role> roles, LongSupplier nanoTime) {
    this.file = file;
    this.roles = Set.copyOf(roles);
    this.nanoTime = nanoTime;
    this.failures = new FailureLimiter(nanoTime);
    this.lookedAt = new AtomicLong(nanoTime.getAsLong());
    Object stamp = stamp();
    TokenLines lines = TokenLines.read(file, this.roles);
    if (!lines.faults().isEmpty()) {
      throw lines.faults().getFirst();
    }
    this.contents = new Contents(lines.entries(), stamp, List.of(), false);
  }

  /** Reads a token file; {@code nanoTime} is a clock as {@link System#nanoTime} is one. */
  public static WatchedTokens open(Path file, Set<Role> roles, LongSupplier nanoTime) {
    return new WatchedTokens(file, roles, nanoTime);
  }

  @Override
  public Principal authenticate(Optional<String> authorization, InetAddress client) {
    Optional<String> token = authorization.flatMap(WatchedTokens::token);
    if (token.isEmpty()) {
      throw new UnauthorizedException("A bearer token is needed");
    }
    reloadIfChanged();
    Optional<Principal> known = find(token.get());
    if (known.isPresent()) {
      return known.get(); // whatever others at this address have tried
    }
    Optional<Duration> blocked = failures.blockedFor(client);
    if (blocked.isPresent()) {
      throw OverloadedException.client("Too many wrong tokens from this address", blocked.get());
    }
    failures.failed(client);
    throw UnauthorizedException.invalidToken("Nobody has this bearer token");
  }

  @Override
  public Optional<Principal> now(Principal caller, Optional<String> authorization) {
    reloadIfChanged();
    return authorization.flatMap(WatchedTokens::token).flatMap(this::find);
  }

  @Override
  public Optional<String> fault() {
    reloadIfChanged();
    Contents now = contents;
    return now.faults().isEmpty() ? Optional.empty() : Optional.of(told(now));
  }

  @Override
  public Path file() {
    return file;
  }

  @Override
  public int entries() {
    reloadIfChanged();
    return contents.entries().size();
  }

  private static Optional<String> token(String authorization) {
    return authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
        ? Optional.of(authorization.substring(SCHEME.length()).strip())
        : Optional.empty();
  }

  private Optional<Principal> find(String token) {
    byte[] hash = TokenEntry.hash(token);
    Optional<Principal> found = Optional.empty();
    for (TokenEntry entry : contents.entries()) { // all of them, so that time tells nothing
      if (entry.is(hash)) {
        found = Optional.of(entry.principal());
      }
    }
    return found;
  }

  private void reloadIfChanged() {
    long last = lookedAt.get();
    long now = nanoTime.getAsLong();
    if (now - last < LOOK_NANOS || !lookedAt.compareAndSet(last, now)) {
      return;
    }
    Contents old = contents;
    Object stamp = stamp();
    if (stamp.equals(old.stamp()) && !old.doubtful()) {
      return;
    }
    TokenLines lines = TokenLines.read(file, roles);
    boolean doubtful = lines.entries().isEmpty() && !old.doubtful();
    contents =
        new Contents(doubtful ? old.entries() : lines.entries(), stamp, lines.faults(), doubtful);
    if (lines.faults().isEmpty()) {
      LOG.log(Level.INFO, "{0} was read again: {1} entries", file, lines.entries().size());
    } else {
      LOG.log(Level.WARNING, told(contents));
    }
  }

  private static String told(Contents contents) {
    List<InvalidTokenFileException> faults = contents.faults();
    return "%s%s; %d entries are in force"
        .formatted(
            faults.getFirst().getMessage(),
            faults.size() == 1 ? "" : ", and %d more lines are bad".formatted(faults.size() - 1),
            contents.entries().size());
  }

  private Object stamp() {
    try {
      BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
      return List.of(now.lastModifiedTime(), now.size(), String.valueOf(now.fileKey()));
    } catch (IOException e) {
      return "unreadable: " + e;
    }
  }
}
