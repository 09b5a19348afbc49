package pagoda.app.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A file of lines {@code key = value}; a line that starts with {@code #} is a comment. */
final class ConfigFile {
  private ConfigFile() {}

  static Map<String, Entry> read(Path file) {
    Map<String, Entry> entries = new LinkedHashMap<>();
    List<String> lines = lines(file);
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (!line.isEmpty() && !line.startsWith("#")) {
        add(entries, line, new Origin.ConfigFile(file, i + 1));
      }
    }
    return entries;
  }

  private static void add(Map<String, Entry> entries, String line, Origin origin) {
    int equals = line.indexOf('=');
    if (equals < 1) {
      throw new SettingException(
          origin.toString(), "allowed is key = value or a comment with #, seen '" + line + "'");
    }
    String key = line.substring(0, equals).strip();
    Entry previous = entries.put(key, new Entry(line.substring(equals + 1).strip(), origin));
    if (previous != null) {
      throw new SettingException(key, "set twice, at " + previous.origin() + " and " + origin);
    }
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new SettingException(
          "--config",
          "allowed is a readable UTF-8 file, seen %s (%s)".formatted(file, SystemReason.of(e)));
    }
  }
}
