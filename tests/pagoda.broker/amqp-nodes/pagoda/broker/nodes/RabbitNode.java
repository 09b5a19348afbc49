package pagoda.broker.nodes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import pagoda.testing.Await;

/**
 * A RabbitMQ node of one's own, on a loopback port, stopped by its process id. Start one with
 * {@link #launch}, or take the one that all tests of this JVM share; three that form a cluster come
 * from {@link RabbitCluster}.
 */
public final class RabbitNode implements AutoCloseable {
  private static final String PROGRAMS = "/usr/lib/rabbitmq/bin/";
  private static final String ENTER_ROOT =
      "for folder in proc dev tmp; do mount --rbind /$folder \"$0/$folder\" || exit 1; done; "
          + "exec chroot \"$0\" \"$@\"";
  private static final Duration START_LIMIT = Duration.ofMinutes(4);
  private static final int START_ATTEMPTS = 3;
  private static final int STOP_SECONDS = 60;
  private static final AtomicInteger NUMBERS = new AtomicInteger();

  private final ErlangHost host;
  private final boolean ownsHost;
  private final String name;
  private final Path folder;
  private final int port = FreePort.find();
  private Process process;

  RabbitNode(ErlangHost host, boolean ownsHost, String... settings) {
    this.host = host;
    this.ownsHost = ownsHost;
    String label = "pagoda" + ProcessHandle.current().pid() + "x" + NUMBERS.incrementAndGet();
    name = label + "@localhost";
    folder = host.folder().resolve(label);
    try {
      Files.createDirectories(folder);
      Files.writeString(folder.resolve("plugins"), "[].\n");
      List<String> lines = new ArrayList<>();
      lines.add("listeners.tcp.1 = 127.0.0.1:" + port);
      lines.add("log.console = true");
      lines.add("log.file = false");
      lines.addAll(Arrays.asList(settings));
      Files.write(folder.resolve("rabbitmq.conf"), lines);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Runtime.getRuntime().addShutdownHook(new Thread(this::kill));
  }

  /** Starts a node with further lines of {@code rabbitmq.conf}; it has the user guest. */
  public static RabbitNode launch(String... settings) throws Exception {
    RabbitNode node = new RabbitNode(new ErlangHost(), true, settings);
    node.start();
    return node;
  }

  /** The node that all tests of this JVM share. Whoever uses it leaves it as it was. */
  public static RabbitNode shared() {
    return Shared.NODE;
  }

  private static final class Shared {
    private static final RabbitNode NODE = startShared();

    private static RabbitNode startShared() {
      try {
        RabbitNode node = launch();
        Runtime.getRuntime().addShutdownHook(new Thread(node::close));
        return node;
      } catch (Exception e) {
        throw new IllegalStateException("no RabbitMQ node can be started", e);
      }
    }
  }

  /** Where it listens. */
  public int port() {
    return port;
  }

  /** Where it listens, with the user it has at first. */
  public String url() {
    return "amqp://guest:guest@127.0.0.1:" + port;
  }

  String name() {
    return name;
  }

  /** Whether its process runs. */
  public boolean alive() {
    return process.isAlive();
  }

  /** The id of its process. */
  public long pid() {
    return process.pid();
  }

  /** Starts it, or starts it again, with what it had stored. */
  public void start() throws Exception {
    Path log = folder.resolve("out.log");
    for (int attempt = 1; !started(log); attempt++) {
      if (attempt == START_ATTEMPTS) {
        throw new AssertionError("RabbitMQ did not start:\n" + Files.readString(log));
      }
    }
  }

  private boolean started(Path log) throws Exception {
    Files.deleteIfExists(log);
    process = command("rabbitmq-server").redirectOutput(log.toFile()).start();
    try {
      Await.until(
          "RabbitMQ to start",
          START_LIMIT,
          () -> !process.isAlive() || Files.readString(log).contains("Server startup complete"));
    } catch (AssertionError e) {
      throw new AssertionError("RabbitMQ did not start:\n" + Files.readString(log), e);
    }
    return process.isAlive();
  }

  /**
   * What goes before a program that is installed in the root folder of another release of Debian,
   * {@code -Dpagoda.rabbitmq.root}. Its mounts end with the process.
   */
  private static List<String> inRoot() {
    String root = System.getProperty("pagoda.rabbitmq.root", "");
    return root.isEmpty()
        ? List.of()
        : List.of("unshare", "--mount", "--propagation", "private", "sh", "-c", ENTER_ROOT, root);
  }

  private ProcessBuilder command(String program, String... arguments) {
    List<String> words = new ArrayList<>(inRoot());
    words.add(PROGRAMS + program);
    words.addAll(Arrays.asList(arguments));
    ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true);
    Map<String, String> environment = builder.environment();
    environment.keySet().removeIf(key -> key.startsWith("RABBITMQ_"));
    environment.putAll(host.environment());
    environment.put("RABBITMQ_NODENAME", name);
    environment.put("RABBITMQ_CONFIG_FILE", folder.resolve("rabbitmq.conf").toString());
    environment.put("RABBITMQ_ADVANCED_CONFIG_FILE", folder.resolve("none.config").toString());
    environment.put("RABBITMQ_MNESIA_BASE", folder.resolve("mnesia").toString());
    environment.put("RABBITMQ_LOG_BASE", folder.resolve("log").toString());
    environment.put("RABBITMQ_LOGS", "-");
    environment.put("RABBITMQ_ENABLED_PLUGINS_FILE", folder.resolve("plugins").toString());
    environment.put("RABBITMQ_DIST_PORT", FreePort.find() + "");
    environment.put(
        "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS", "-kernel inet_dist_use_interface {127,0,0,1}");
    environment.put("RUNNING_UNDER_SYSTEMD", "true"); // so that the script becomes the node
    return builder;
  }

  /** Runs {@code rabbitmqctl} and returns what it prints; fails unless it succeeds. */
  public String ctl(String... arguments) throws IOException, InterruptedException {
    Process ctl = command("rabbitmqctl", arguments).start();
    ctl.getOutputStream().close();
    String output = new String(ctl.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (ctl.waitFor() != 0) {
      throw new AssertionError("rabbitmqctl " + List.of(arguments) + ":\n" + output);
    }
    return output;
  }

  /** Stops it in good order and keeps what it stored. */
  public void stop() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
      kill();
      throw new AssertionError("RabbitMQ did not stop within " + STOP_SECONDS + " s");
    }
  }

  /** Kills it at once and keeps what it had stored. */
  public void kill() {
    Process running = process;
    if (running != null) {
      running.descendants().forEach(ProcessHandle::destroyForcibly);
      running.destroyForcibly();
      running.onExit().join();
    }
  }

  /** Kills it and deletes what it stored. */
  @Override
  public void close() {
    kill();
    if (ownsHost) {
      host.close();
    }
  }
}
