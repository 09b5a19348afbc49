package pagoda.operate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import pagoda.testing.ChildProcess;

/** The alert rules, as Prometheus's own tool reads them and tries them. */
class AlertsTest {
  private static final Path FOLDER = Places.CONFIG.resolve("monitoring");

  @Test
  void prometheusTakesTheRules() {
    String report = ChildProcess.run(FOLDER, "promtool", "check", "rules", "alerts.yml");
    assertTrue(report.contains("SUCCESS: 12 rules found"), report);
  }

  @Test
  void eachAlertFiresWhenItShouldAndNotBefore() {
    String report = ChildProcess.run(FOLDER, "promtool", "test", "rules", "alerts.test.yml");
    assertTrue(report.contains("SUCCESS"), report);
  }

  @Test
  void eachAlertIsTriedAndSaysWhatToDo() throws Exception {
    String rules = Files.readString(FOLDER.resolve("alerts.yml"));
    Set<String> alerts = all("- alert: (\\w+)", rules);
    assertEquals(
        alerts,
        all(
            "alertname: (\\w+)\\n +exp_alerts",
            Files.readString(FOLDER.resolve("alerts.test.yml"))));
    assertEquals(alerts.size(), rules.split("\n +action: \"", -1).length - 1);
  }

  private static Set<String> all(String pattern, String text) {
    Set<String> found = new TreeSet<>();
    Matcher matcher = Pattern.compile(pattern).matcher(text);
    while (matcher.find()) {
      found.add(matcher.group(1));
    }
    return found;
  }
}
