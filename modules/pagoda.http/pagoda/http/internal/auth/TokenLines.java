package pagoda.http.internal.auth;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import pagoda.http.InvalidTokenFileException;
import pagoda.http.Role;

/**
 * What a token file says. Immutable.
 *
 * @param entries those that are good
 * @param faults what is wrong with the other lines, or with the file as a whole
 */
record TokenLines(List<TokenEntry> entries, List<InvalidTokenFileException> faults) {
  private static final int MAX_ENTRIES = 1000;
  private static final long MAX_BYTES = 256 * 1024L;

  TokenLines {
    entries = List.copyOf(entries);
    faults = List.copyOf(faults);
  }

  static TokenLines read(Path file, Set<Role> roles) {
    List<TokenEntry> entries = new ArrayList<>();
    List<InvalidTokenFileException> faults = new ArrayList<>();
    try {
      int number = 0;
      for (String line : lines(file)) {
        number++;
        if (!line.isBlank() && !line.startsWith("#")) {
          add(entries, faults, file, number, line, roles);
        }
      }
      if (entries.isEmpty() && faults.isEmpty()) {
        faults.add(new InvalidTokenFileException(file, 0, "there is no entry"));
      }
    } catch (InvalidTokenFileException e) {
      faults.add(e);
    }
    return new TokenLines(entries, faults);
  }

  private static void add(
      List<TokenEntry> entries,
      List<InvalidTokenFileException> faults,
      Path file,
      int number,
      String line,
      Set<Role> roles) {
    try {
      TokenEntry entry = TokenEntry.parse(line, roles);
      if (entries.size() == MAX_ENTRIES) {
        throw new IllegalArgumentException("there may be at most " + MAX_ENTRIES + " entries");
      }
      entries.add(entry);
    } catch (IllegalArgumentException e) {
      faults.add(new InvalidTokenFileException(file, number, e.getMessage()));
    }
  }

  /** Malformed UTF-8 spoils the lines that it is in, and no others. */
  private static List<String> lines(Path file) {
    try {
      if (Files.size(file) > MAX_BYTES) {
        throw new InvalidTokenFileException(
            file, 0, "there may be at most " + MAX_BYTES + " bytes");
      }
      return new String(Files.readAllBytes(file), StandardCharsets.UTF_8).lines().toList();
    } catch (IOException e) {
      throw new InvalidTokenFileException(file, 0, "it can not be read: " + e);
    }
  }
}
