package pagoda.app.types;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** {@code config/type.properties} tells of every key, each with a value that is allowed. */
class DocumentedTypeKeysTest {
  private static final Path FILE =
      Path.of(System.getProperty("pagoda.root"), "config/type.properties");
  private static final Pattern KEY = Pattern.compile("#([a-z-]+|env\\.[A-Z_]+) = (.+)");

  @Test
  void everyKeyIsTold() throws IOException {
    Set<String> told = new TreeSet<>();
    for (String line : Files.readAllLines(FILE)) {
      Matcher key = KEY.matcher(line);
      if (key.matches()) {
        told.add(key.group(1));
      }
    }
    Set<String> keys = new TreeSet<>(TypeKeys.ALL.stream().map(TypeKey::name).toList());
    keys.add("env.MODEL_DIR");
    assertEquals(keys, told);
  }

  @Test
  void everyValueThatIsToldIsAllowed() throws IOException {
    for (RunMode mode : RunMode.values()) {
      List<String> lines = new ArrayList<>(List.of("run = " + mode.text()));
      for (String line : Files.readAllLines(FILE)) {
        Matcher key = KEY.matcher(line);
        boolean wanted =
            key.matches()
                && (key.group(1).startsWith("env.")
                    ? mode.startsPrograms()
                    : TypeKeys.ALL.stream()
                        .filter(k -> k != TypeKeys.RUN && k.modes().contains(mode))
                        .anyMatch(k -> k.name().equals(key.group(1))));
        if (wanted) {
          lines.add(line.substring(1));
        }
      }
      List<TypeFault> faults = new ArrayList<>();
      assertTrue(TypeFileParser.parse("resize", FILE, lines, faults).isPresent(), faults::toString);
    }
  }
}
