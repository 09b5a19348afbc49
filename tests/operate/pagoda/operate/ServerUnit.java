package pagoda.operate;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import pagoda.testing.Await;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code pagoda.service} in a machine, with times for a machine that others keep busy. */
final class ServerUnit {
  static final String NAME = "pagoda.service";

  private static final String DROP_INS = "/etc/systemd/system/pagoda.service.d/";
  private static final String SETTINGS = "/etc/pagoda/pagoda.properties";
  private static final String URL = "http://127.0.0.1:3000";
  private static final JsonMapper JSON = new JsonMapper();

  private final Machine machine;

  ServerUnit(Machine machine) {
    this.machine = machine;
  }

  Machine machine() {
    return machine;
  }

  /** Makes the unit as new: its settings, an empty journal of its own, no jobs. */
  void install(String settings) throws Exception {
    machine.write(DROP_INS + "test.conf", "[Service]\nWatchdogSec=20s\n");
    configure(settings);
    machine.run("journalctl", "-q", "--rotate");
    machine.run("journalctl", "-q", "--vacuum-time=1s");
    machine.run("systemctl", "daemon-reload");
    machine.ran("systemctl", "reset-failed", NAME);
  }

  void configure(String settings) throws Exception {
    machine.write(SETTINGS, settings);
  }

  /** A drop-in of {@code config/systemd}. */
  void dropIn(String file) throws Exception {
    machine.write(
        DROP_INS + file, java.nio.file.Files.readString(Places.CONFIG.resolve("systemd", file)));
    machine.run("systemctl", "daemon-reload");
  }

  void remove() throws Exception {
    machine.ran("systemctl", "kill", "-s", "KILL", NAME);
    machine.ran("systemctl", "stop", NAME);
    machine.run("rm", "-rf", DROP_INS, "/var/lib/private/pagoda", "/etc/credstore");
  }

  void systemctl(String verb) {
    machine.run("systemctl", verb, NAME);
  }

  String property(String name) {
    return machine.property(NAME, name);
  }

  String properties(String... names) {
    return Arrays.stream(names).map(this::property).collect(Collectors.joining(" "));
  }

  String journal() {
    return machine.journal(NAME);
  }

  List<String> lines(String... options) {
    return machine.journal(NAME, options).lines().filter(line -> line.contains("pagoda")).toList();
  }

  void awaitLine(String text) throws Exception {
    Await.until("in the journal: " + text, () -> journal().contains(text));
  }

  void awaitRestart(Duration limit) throws Exception {
    Await.until(
        "a restart", limit, () -> properties("NRestarts", "ActiveState").equals("1 active"));
  }

  String status(String path) {
    return machine.run("curl", "-s", "-o", "/dev/null", "-w", "%{http_code}", URL + path);
  }

  /** Hands in a job and returns its id. */
  String submit(String json) {
    String answer =
        machine.run(
            "curl", "-sf", "-H", "Content-Type: application/json", "-d", json, URL + "/jobs");
    return JSON.readTree(answer).path("id").stringValue();
  }

  JsonNode job(String id) {
    return JSON.readTree(machine.run("curl", "-sf", URL + "/jobs/" + id));
  }

  void awaitJob(String id, Predicate<JsonNode> condition) throws Exception {
    Await.until("the job as expected", Duration.ofMinutes(1), () -> condition.test(job(id)));
  }
}
