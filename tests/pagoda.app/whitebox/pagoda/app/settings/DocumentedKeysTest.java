package pagoda.app.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code config/pagoda.properties} lists every key with its default, in the program's order. */
class DocumentedKeysTest {
  private static final Pattern LINE = Pattern.compile("#([a-z.-]+) =(.*)");
  private static final Path DOCUMENT =
      Path.of(System.getProperty("pagoda.root"), "config", "pagoda.properties");

  @Test
  void theFileListsExactlyTheKeysWithTheirDefaults() throws IOException {
    Map<String, String> documented = new LinkedHashMap<>();
    for (String line : Files.readAllLines(DOCUMENT)) {
      Matcher setting = LINE.matcher(line);
      if (setting.matches()) {
        documented.put(setting.group(1), setting.group(2).strip());
      }
    }
    Map<String, String> keys = new LinkedHashMap<>();
    Keys.ALL.forEach(key -> keys.put(key.name(), key.defaultText()));
    assertEquals(List.copyOf(keys.entrySet()), List.copyOf(documented.entrySet()));
  }

  @Test
  void theFileIsValidWithEveryLineTurnedOn(@TempDir Path folder) throws IOException {
    String text = Files.readString(DOCUMENT);
    Path file =
        Files.writeString(
            folder.resolve("all.properties"),
            LINE.matcher(text)
                .replaceAll(r -> Matcher.quoteReplacement(r.group(1) + " =" + r.group(2))));
    Settings settings = SettingsLoader.load(Optional.of(file), Map.of(), List.of());
    for (Setting<?> setting : settings.all()) {
      assertEquals(setting.key().defaultText(), setting.text(), setting.key().name());
    }
  }
}
