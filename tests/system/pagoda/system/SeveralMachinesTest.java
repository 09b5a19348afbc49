package pagoda.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pagoda.broker.nodes.RabbitNode;
import pagoda.testing.Await;
import pagoda.testing.ChildProcess;

/** Runs the README's commands for several machines, in order, with a node and ports of its own. */
class SeveralMachinesTest {
  private static final Path ROOT = Path.of(System.getProperty("pagoda.root")).toAbsolutePath();
  private static final String BROKER = "amqp://guest:guest@127.0.0.1:5672";
  private static final String SERVICE = "http://127.0.0.1:3000";
  private static final Pattern LISTENING = Pattern.compile("listening on (http://[0-9.:]+)");

  @TempDir Path folder;

  @Test
  void everyCommandWorks() throws Exception {
    List<String> commands = commands();
    assertEquals(5, commands.size());
    List<Process> background = new ArrayList<>();
    try (RabbitNode node = RabbitNode.launch()) {
      String service = "";
      List<String> outputs = new ArrayList<>();
      for (String command : commands) {
        String local = command.replace(BROKER, node.url()).replace(SERVICE, service);
        if (local.endsWith(" &")) {
          Path log = folder.resolve(background.size() + ".log");
          background.add(start(local.substring(0, local.length() - 2), log));
          service = awaitReady(local, log);
        } else {
          outputs.add(ChildProcess.run(ROOT, "bash", "-o", "pipefail", "-c", local));
        }
      }
      assertEquals("49147", outputs.get(0).strip());
      assertTrue(outputs.get(1).matches("(?s)16 callers: [1-9].*"), outputs.get(1));
    } finally {
      for (Process process : background) {
        process.destroyForcibly();
        process.onExit().join();
      }
    }
  }

  private static List<String> commands() throws IOException {
    return Files.readAllLines(ROOT.resolve("README.md")).stream()
        .dropWhile(line -> !line.equals("## On several machines"))
        .dropWhile(line -> !line.startsWith("With RabbitMQ"))
        .dropWhile(line -> !line.equals("```sh"))
        .skip(1)
        .takeWhile(line -> !line.equals("```"))
        .toList();
  }

  private Process start(String command, Path log) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder("bash", "-c", "exec " + command)
            .directory(ROOT.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder
        .environment()
        .putAll(
            Map.of("PAGODA_HTTP_PORT", "0", "PAGODA_DATA_DIR", folder.resolve("data").toString()));
    return builder.start();
  }

  /** Waits for the link, and for a service's port, whose URL is returned. */
  private static String awaitReady(String command, Path log) throws Exception {
    Await.until(command, () -> Files.readString(log).contains("to=up"));
    if (!command.contains(" serve ")) {
      return "";
    }
    Await.until(command, () -> LISTENING.matcher(Files.readString(log)).find());
    Matcher listening = LISTENING.matcher(Files.readString(log));
    assertTrue(listening.find());
    return listening.group(1);
  }
}
