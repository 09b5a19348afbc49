package pagoda.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import pagoda.testing.ChildProcess;

/** Programs of somebody else's, compiled and run with what the Maven repository has. */
class EmbeddingTest {
  private static final String BIN = System.getProperty("pagoda.jdk") + "/bin/";
  private static final String GUARDED =
      """
      12 euros
      the service answered 503
      the service answered 503
      the service answered 503
      12 euros, a while ago
      12 euros, a while ago
      OPEN, asked 4 times
      """;

  /** How a program finds the libraries that it uses. */
  enum Way {
    MODULE_PATH,
    CLASS_PATH
  }

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource
  void aBreakerAroundAnHttpClient(Way way) throws Exception {
    assertEquals(GUARDED, compiled("guarded", way, library("pagoda.breaker")).run());
  }

  @ParameterizedTest
  @EnumSource
  void anOrderOfOneProcessIsWorkedOffByAnother(Way way) throws Exception {
    Embedding orders =
        compiled(
            "orders", way, library("pagoda.queue"), foreign("sqlite-jdbc"), foreign("slf4j-api"));
    String file = folder.resolve("jobs.db").toString();
    String id = lastLine(orders.run("order", file, "a tower"));
    assertEquals(id, UUID.fromString(id).toString());
    assertEquals("invoice for a tower", lastLine(orders.run("work", file, id)));
  }

  @ParameterizedTest
  @EnumSource
  void callsWithinOneProcess(Way way) throws Exception {
    assertEquals(
        "6",
        lastLine(
            compiled(
                    "calls",
                    way,
                    library("pagoda.broker"),
                    foreign("amqp-client"),
                    foreign("slf4j-api"))
                .run()));
  }

  /** Nothing but the user's module, the breaker, and the parts of the JDK that the two require. */
  @Test
  void anImageOfAUsersModuleAndTheBreakerAlone() throws Exception {
    Embedding guarded = compiled("guarded", Way.MODULE_PATH, library("pagoda.breaker"));
    Path image = guarded.link();
    assertEquals(GUARDED, run(image.resolve("bin/java").toString(), "-m", guarded.main()));
    String modules = run(image.resolve("bin/java").toString(), "--list-modules");
    assertEquals(
        List.of("example.guarded", "pagoda.breaker"),
        modules
            .lines()
            .map(line -> line.replaceFirst("@.*", ""))
            .filter(name -> !name.startsWith("java.") && !name.startsWith("jdk."))
            .toList());
  }

  /** What the README of pagoda.broker tells whoever links it. */
  @Test
  void anImageWithTheAmqpClientOnceItHasItsDescriptor() throws Exception {
    Path client = folder.resolve(foreign("amqp-client").getFileName());
    Files.copy(foreign("amqp-client"), client);
    Embedding calls =
        compiled("calls", Way.MODULE_PATH, library("pagoda.broker"), client, foreign("slf4j-api"));
    AssertionError refused = assertThrows(AssertionError.class, calls::link);
    assertTrue(refused.getMessage().contains("automatic module"), refused.getMessage());
    String descriptor = Repository.file("pagoda.broker", "-client-descriptor.jar").toString();
    run(BIN + "jar", "--extract", "--file", descriptor);
    run(
        BIN + "jar",
        "--update",
        "--file",
        client.toString(),
        "-C",
        "com.rabbitmq.client",
        "module-info.class");
    Path image = calls.link();
    assertEquals("6", lastLine(run(image.resolve("bin/java").toString(), "-m", calls.main())));
  }

  /** A program, where its classes are, and what it was compiled with. */
  private record Embedding(Path folder, String name, Path classes, Way way, List<Path> jars) {
    String main() {
      return "example." + name + "/example." + name + ".Main";
    }

    String run(String... arguments) {
      List<String> command = new ArrayList<>(List.of(BIN + "java", "-XX:+UseSerialGC"));
      command.add("--enable-native-access=ALL-UNNAMED");
      String all = path(Stream.concat(Stream.of(classes), jars.stream()));
      command.addAll(
          way == Way.MODULE_PATH
              ? List.of("-p", all, "-m", main())
              : List.of("-cp", all, "example." + name + ".Main"));
      command.addAll(List.of(arguments));
      return ChildProcess.run(folder, command.toArray(String[]::new));
    }

    Path link() {
      Path image = folder.resolve("image");
      ChildProcess.run(
          folder,
          BIN + "jlink",
          "-p",
          path(Stream.concat(Stream.of(classes), jars.stream())),
          "--add-modules",
          "example." + name,
          "--output",
          image.toString());
      return image;
    }
  }

  private Embedding compiled(String name, Way way, Path... jars) throws IOException {
    Path sources = Repository.ROOT.resolve("tests/examples/embedding").resolve(name);
    Path classes = folder.resolve("classes");
    List<String> command =
        new ArrayList<>(List.of(BIN + "javac", "-Xlint:all,-requires-automatic", "-Werror"));
    command.addAll(
        List.of(
            way == Way.MODULE_PATH ? "-p" : "-cp",
            path(Stream.of(jars)),
            "-d",
            classes.toString()));

    try (Stream<Path> files = Files.walk(sources)) {
      files
          .filter(f -> f.toString().endsWith(".java"))
          .filter(f -> way == Way.MODULE_PATH || !f.endsWith("module-info.java"))
          .forEach(f -> command.add(f.toString()));
    }
    ChildProcess.run(folder, command.toArray(String[]::new));
    return new Embedding(folder, name, classes, way, List.of(jars));
  }

  private static String path(Stream<Path> entries) {
    return entries.map(Path::toString).collect(Collectors.joining(":"));
  }

  private static Path library(String name) throws IOException {
    return Repository.file(name, ".jar");
  }

  private static Path foreign(String name) throws IOException {
    return Repository.foreign(name);
  }

  /** SLF4J says on the class path that it has no provider, and the JVM warns of native access. */
  private static String lastLine(String output) {
    return output.strip().lines().toList().getLast();
  }

  private String run(String... command) {
    return ChildProcess.run(folder, command);
  }
}
