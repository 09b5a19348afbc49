package pagoda.queue.blackbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import pagoda.queue.HandlerJars;
import pagoda.queue.JobHandler;
import pagoda.testing.ChildProcess;

/** A folder of jars as third parties make them; it is gone afterwards. */
final class JarFolder implements AutoCloseable {
  /** A handler: package, type, and the expression of its result. */
  static final String HANDLER =
      """
      package %s;
      import pagoda.queue.*;
      public final class Shout implements JobHandler {
        public String type() { return "%s"; }
        public Kind kind() { return Kind.WAITS; }
        public JobOutcome handle(Bytes payload, JobContext context) throws Exception {
          return JobOutcome.completed(Bytes.utf8(%s));
        }
      }
      """;

  private final Path folder;

  JarFolder() throws IOException {
    folder = Files.createTempDirectory("handlers");
    Files.createDirectory(jars());
  }

  Path jars() {
    return folder.resolve("jars");
  }

  Path jar(String name) {
    return jars().resolve(name + ".jar");
  }

  HandlerJars load() {
    return HandlerJars.load(jars());
  }

  /** A module with a handler in a package of its name. */
  void handlerModule(String name, String type, String result) throws IOException {
    String info =
        "module %1$s { requires pagoda.queue; provides pagoda.queue.JobHandler with %1$s.Shout; }"
            .formatted(name);
    module(name, info, HANDLER.formatted(name, type, result));
  }

  /** A plain jar with a handler in a package of its name; it sees every jar that is there. */
  void plainHandler(String name, String type, String result) throws IOException {
    plain(name, HANDLER.formatted(name, type, result), JobHandler.class.getName(), name + ".Shout");
  }

  void module(String name, String moduleInfo, String source) throws IOException {
    Path work = sources(name, source);
    Path info = Files.writeString(work.resolve("src/module-info.java"), moduleInfo);
    compile(work, "-p", queue() + ":" + jars(), info.toString());
    pack(work, name);
  }

  /** A plain jar that provides a service by its {@code META-INF/services}. */
  void plain(String name, String source, String service, String provider) throws IOException {
    Path work = sources(name, source);
    Path services = Files.createDirectories(work.resolve("classes/META-INF/services"));
    Files.writeString(services.resolve(service), provider + "\n");
    compile(work, "-cp", queue() + "/pagoda.queue.jar:" + jars() + "/*");
    pack(work, name);
  }

  private static String queue() {
    return Path.of(System.getProperty("pagoda.jars")).toAbsolutePath().toString();
  }

  private static String tool(String name) {
    return System.getProperty("pagoda.jdk") + "/bin/" + name;
  }

  private Path sources(String name, String source) throws IOException {
    Path work = Files.createDirectories(folder.resolve(name));
    Files.writeString(Files.createDirectories(work.resolve("src")).resolve("Shout.java"), source);
    return work;
  }

  private static void compile(Path work, String... options) {
    List<String> javac = new ArrayList<>(List.of(tool("javac"), "-d", "classes"));
    javac.addAll(List.of(options));
    javac.add("src/Shout.java");
    ChildProcess.run(work, javac.toArray(String[]::new));
  }

  private void pack(Path work, String name) {
    ChildProcess.run(
        work, tool("jar"), "--create", "--file", jar(name).toString(), "-C", "classes", ".");
  }

  @Override
  public void close() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
        Files.delete(file);
      }
    }
  }
}
