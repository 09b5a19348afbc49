package pagoda.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import pagoda.broker.nodes.RabbitNode;

/** The files and commands of {@code config/rabbitmq}, for a node under test. */
final class BrokerConfig {
  private static final Path FOLDER =
      Path.of(System.getProperty("pagoda.root"), "config", "rabbitmq");
  private static final String COMMAND = "rabbitmqctl ";
  private static final String VIRTUAL_HOST = "pagoda";
  private static final Pattern WORD = Pattern.compile("'([^']*)'|(\\S+)");

  private BrokerConfig() {}

  /** The settings of a file, but for the names of nodes: those under test have others. */
  static Stream<String> settings(String file) throws IOException {
    return Files.readAllLines(FOLDER.resolve(file)).stream()
        .filter(line -> !line.isBlank() && !line.startsWith("#"))
        .filter(line -> !line.startsWith("cluster_formation."));
  }

  /** Runs the commands that stand below a heading of the README, for one virtual host. */
  static void run(RabbitNode node, String heading, String virtualHost) throws Exception {
    List<String> commands =
        Files.readAllLines(FOLDER.resolve("README.md")).stream()
            .dropWhile(line -> !line.endsWith("# " + heading))
            .skip(1)
            .takeWhile(line -> !line.startsWith("#"))
            .filter(line -> line.startsWith(COMMAND))
            .toList();
    if (commands.isEmpty()) {
      throw new AssertionError("no command below " + heading);
    }
    for (String command : commands) {
      run(node, words(command.substring(COMMAND.length())), virtualHost);
    }
  }

  private static void run(RabbitNode node, List<String> words, String virtualHost)
      throws Exception {
    Path definitions = Files.createTempFile("definitions", ".json");
    try {
      String[] local = new String[words.size()];
      for (int i = 0; i < local.length; i++) {
        local[i] = words.get(i).equals(VIRTUAL_HOST) ? virtualHost : words.get(i);
        if (words.get(i).endsWith(".json")) {
          String text = Files.readString(FOLDER.resolve(words.get(i)));
          Files.writeString(
              definitions, text.replace('"' + VIRTUAL_HOST + '"', '"' + virtualHost + '"'));
          local[i] = definitions.toString();
        }
      }
      node.ctl(local);
    } finally {
      Files.delete(definitions);
    }
  }

  private static List<String> words(String command) {
    return WORD.matcher(command).results().map(BrokerConfig::word).toList();
  }

  private static String word(MatchResult match) {
    return match.group(1) != null ? match.group(1) : match.group(2);
  }
}
