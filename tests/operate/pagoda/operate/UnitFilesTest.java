package pagoda.operate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pagoda.testing.ChildProcess;

/** What {@code config/systemd} says, as systemd reads it. */
class UnitFilesTest {
  private static final Path UNITS = Places.CONFIG.resolve("systemd");
  private static final Pattern EXPOSURE = Pattern.compile("exposure level for \\S+: ([0-9.]+)");

  @ParameterizedTest
  @ValueSource(strings = {"pagoda.service", "pagoda-engine@.service"})
  void systemdFindsLittleToAttack(String unit) {
    String report =
        ChildProcess.run(
            UNITS, "systemd-analyze", "security", "--offline=yes", "--no-pager", "./" + unit);
    Matcher exposure = EXPOSURE.matcher(report);
    assertTrue(exposure.find(), report);
    assertTrue(Double.parseDouble(exposure.group(1)) <= 1.5, report);
  }

  @ParameterizedTest
  @ValueSource(strings = {"pagoda.service", "pagoda-engine@.service"})
  void stoppingMayTakeTheDrainAndTenSeconds(String unit) throws Exception {
    String settings = Files.readString(Places.CONFIG.resolve("pagoda.properties"));
    Matcher drain = Pattern.compile("#drain.timeout = (\\d+)s").matcher(settings);
    assertTrue(drain.find(), settings);
    int seconds = Integer.parseInt(drain.group(1)) + 10;
    assertEquals(List.of(seconds + "s"), values(unit, "TimeoutStopSec"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"pagoda.service", "pagoda-engine@.service"})
  void eachCredentialIsTheSecretOfASetting(String unit) throws Exception {
    String settings = Files.readString(Places.CONFIG.resolve("pagoda.properties"));
    List<String> credentials = values(unit, "LoadCredential");
    assertEquals(3, credentials.size());
    for (String credential : credentials) {
      String key = credential.substring(0, credential.indexOf(':'));
      assertTrue(settings.contains("\n#" + key + " ="), key);
      assertEquals(key + ":pagoda." + key, credential);
    }
  }

  @Test
  void theDropInLoosensNoMoreThanItNames() throws Exception {
    assertEquals(
        List.of(
            "[Service]",
            "Delegate=yes",
            "ProtectControlGroups=no",
            "RestrictAddressFamilies=AF_NETLINK",
            "OOMPolicy=continue",
            "MemoryMax=75%",
            "TasksMax=16384",
            "Environment=PAGODA_JAVA_OPTS=-Xmx512m"),
        Files.readAllLines(UNITS.resolve("programs.conf")).stream()
            .filter(line -> !line.isBlank() && !line.startsWith("#"))
            .toList());
  }

  private static List<String> values(String unit, String key) throws Exception {
    return Files.readAllLines(UNITS.resolve(unit)).stream()
        .filter(line -> line.startsWith(key + "="))
        .map(line -> line.substring(key.length() + 1))
        .toList();
  }
}
