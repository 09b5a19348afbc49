package pagoda.system;

import java.io.BufferedReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import pagoda.testing.Await;

/** A running {@code pagoda engine}; closing it kills the process. */
final class Engine implements AutoCloseable {
  private static final int SECONDS = 60;

  private final Process process;
  private final List<String> log = new CopyOnWriteArrayList<>();

  private Engine(Process process) {
    this.process = process;
    Thread.ofVirtual().start(() -> read(process.inputReader()));
  }

  /** Starts an engine and waits until it serves. */
  static Engine start(String brokerUrls, String... settings) throws Exception {
    return start(Map.of(), brokerUrls, settings);
  }

  /** The same with more in its environment. */
  static Engine start(Map<String, String> environment, String brokerUrls, String... settings)
      throws Exception {
    List<String> command =
        new ArrayList<>(List.of(Image.PAGODA, "engine", "--set", "broker.urls=" + brokerUrls));
    for (String setting : settings) {
      command.addAll(List.of("--set", setting));
    }
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(environment);
    builder
        .environment()
        .put("PAGODA_DATA_DIR", System.getProperty("java.io.tmpdir") + "/pagoda-engine");
    Engine engine = new Engine(builder.start());
    Await.until("the engine is up", () -> engine.log().contains("to=up"));
    return engine;
  }

  private void read(BufferedReader lines) {
    lines.lines().forEach(log::add);
  }

  String log() {
    return String.join("\n", log);
  }

  /** SIGTERM: it drains and ends with 0. */
  int stop() throws InterruptedException {
    process.toHandle().destroy();
    if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
      throw new AssertionError("the engine did not drain:\n" + log());
    }
    return process.exitValue();
  }

  void kill() {
    process.destroyForcibly();
  }

  @Override
  public void close() {
    process.destroyForcibly();
    process.onExit().join();
  }
}
