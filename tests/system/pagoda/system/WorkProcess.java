package pagoda.system;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import pagoda.testing.Await;
import pagoda.testing.ChildProcess;

/** A running {@code pagoda work}; closing it kills the process. */
final class WorkProcess implements AutoCloseable {
  private static final Pattern LISTENING = Pattern.compile("listening on (http://[0-9.:]+)");
  private static final int SECONDS = 60;

  private final Process process;
  private final List<String> log = Collections.synchronizedList(new ArrayList<>());
  private final Thread reader;

  private WorkProcess(Process process) {
    this.process = process;
    reader = Thread.ofVirtual().start(() -> process.inputReader().lines().forEach(log::add));
  }

  /** Starts one with these words after {@code work}, and waits until the service has heard it. */
  static WorkProcess start(Path data, String url, String... words) throws Exception {
    WorkProcess work = launch(data, url, words);
    Await.until(
        "the worker is heard",
        () -> {
          if (!work.process.isAlive()) {
            throw new AssertionError("it ended:\n" + work.log());
          }
          return work.log().contains("service reached") || work.log().contains("attempt started");
        });
    return work;
  }

  /** The same, and waits for nothing. */
  static WorkProcess launch(Path data, String url, String... words) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                "env",
                "--default-signal=INT",
                Image.PAGODA,
                "work",
                "--url",
                url,
                "--set",
                "data.dir=" + data));
    command.addAll(List.of(words));
    return new WorkProcess(new ProcessBuilder(command).redirectErrorStream(true).start());
  }

  String log() {
    return String.join("\n", List.of(log.toArray(new String[0])));
  }

  /** Where it listens, if it does. */
  String url() throws Exception {
    Await.until("it listens", () -> LISTENING.matcher(log()).find());
    Matcher listening = LISTENING.matcher(log());
    return listening.find() ? listening.group(1) : "";
  }

  void signal(String name) {
    ChildProcess.run(Path.of("."), "kill", "-" + name, Long.toString(process.pid()));
  }

  /** Waits for its end and returns its status. */
  int awaitExit() throws InterruptedException {
    if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
      throw new AssertionError("still running:\n" + log());
    }
    reader.join();
    return process.exitValue();
  }

  @Override
  public void close() {
    process.destroyForcibly();
    process.onExit().join();
  }
}
