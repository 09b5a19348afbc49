package pagoda.http.internal.auth;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
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
  private static final int MAX_ENTRIES = 1000;
  private static final long MAX_BYTES = 256 * 1024L;
  private static final long LOOK_NANOS = Duration.ofSeconds(1).toNanos();
  private static final String SCHEME = "Bearer ";

  private final Path file;
  private final Set<Role> roles;
  private final LongSupplier nanoTime;
  private final FailureLimiter failures;
  private final AtomicLong lookedAt;
  private volatile Contents contents;

  /** What was read, and how the file looked then. */
  private record Contents(List<TokenEntry> entries, Object stamp) {}

  private WatchedTokens(Path file, Set<Role> roles, LongSupplier nanoTime) {
    this.file = file;
    this.roles = Set.copyOf(roles);
    this.nanoTime = nanoTime;
    this.failures = new FailureLimiter(nanoTime);
    this.lookedAt = new AtomicLong(nanoTime.getAsLong());
    Object stamp = stamp();
    this.contents = new Contents(read(), stamp);
  }

  /** Reads a token file; {@code nanoTime} is a clock as {@link System#nanoTime} is one. */
  public static WatchedTokens open(Path file, Set<Role> roles, LongSupplier nanoTime) {
    return new WatchedTokens(file, roles, nanoTime);
  }

  @Override
  public Principal authenticate(Optional<String> authorization, InetAddress client) {
    if (authorization.isEmpty()) {
      throw new UnauthorizedException("A bearer token is needed");
    }
    Optional<Duration> blocked = failures.blockedFor(client);
    if (blocked.isPresent()) {
      throw OverloadedException.client("Too many wrong tokens from this address", blocked.get());
    }
    reloadIfChanged();
    Optional<Principal> known = find(authorization.get());
    if (known.isEmpty()) {
      failures.failed(client);
      throw new UnauthorizedException("Nobody has this bearer token");
    }
    return known.get();
  }

  private Optional<Principal> find(String authorization) {
    if (!authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      return Optional.empty();
    }
    byte[] hash = TokenEntry.hash(authorization.substring(SCHEME.length()).strip());
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
    if (stamp.equals(old.stamp())) {
      return;
    }
    try {
      contents = new Contents(read(), stamp);
      LOG.log(Level.INFO, "{0} was read again: {1} entries", file, contents.entries().size());
    } catch (InvalidTokenFileException e) {
      contents = new Contents(old.entries(), stamp);
      LOG.log(Level.WARNING, "the old tokens stay in force: {0}", e.getMessage());
    }
  }

  private Object stamp() {
    try {
      BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
      return List.of(now.lastModifiedTime(), now.size(), String.valueOf(now.fileKey()));
    } catch (IOException e) {
      return "unreadable: " + e;
    }
  }

  private List<TokenEntry> read() {
    List<TokenEntry> entries = new ArrayList<>();
    int number = 0;
    for (String line : lines(file)) {
      number++;
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      try {
        entries.add(TokenEntry.parse(line, roles));
      } catch (IllegalArgumentException e) {
        throw new InvalidTokenFileException(file, number, e.getMessage());
      }
      if (entries.size() > MAX_ENTRIES) {
        throw new InvalidTokenFileException(
            file, number, "there may be at most " + MAX_ENTRIES + " entries");
      }
    }
    if (entries.isEmpty()) {
      throw new InvalidTokenFileException(file, 0, "there is no entry");
    }
    return entries;
  }

  private static List<String> lines(Path file) {
    try {
      if (Files.size(file) > MAX_BYTES) {
        throw new InvalidTokenFileException(
            file, 0, "there may be at most " + MAX_BYTES + " bytes");
      }
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new InvalidTokenFileException(file, 0, "it can not be read: " + e);
    }
  }
}
