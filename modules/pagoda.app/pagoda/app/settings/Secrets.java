package pagoda.app.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Secrets that stand in files of their own: one that a {@code …-file} key names, or one of the
 * key's name in systemd's {@code $CREDENTIALS_DIRECTORY}.
 */
final class Secrets {
  private static final String CREDENTIALS = "CREDENTIALS_DIRECTORY";

  private Secrets() {}

  /** The secret of {@code key} in a file, if there is one. */
  static Optional<Entry> find(
      Key<?> key, Map<String, Entry> entries, Map<String, String> environment) {
    Entry named = entries.get(key.fileKey());
    if (named != null) {
      return Optional.of(read(key.fileKey(), Kinds.folder().parse(named.text())));
    }
    return Optional.ofNullable(environment.get(CREDENTIALS))
        .map(folder -> Path.of(folder, key.name()))
        .filter(Files::exists)
        .map(file -> read(key.name(), file));
  }

  /** What a file says now; {@code key} is blamed if it cannot be read. */
  static Entry read(String key, Path file) {
    try {
      return new Entry(Files.readString(file).strip(), new Origin.SecretFile(file));
    } catch (IOException e) {
      throw new SettingException(
          key,
          "allowed is a file that can be read, seen %s (%s)".formatted(file, SystemReason.of(e)));
    }
  }
}
