package pagoda.queue.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import pagoda.queue.HandlerJars;
import pagoda.queue.InvalidHandlerException;
import pagoda.queue.Job;
import pagoda.queue.JobHandler;
import pagoda.testing.ChildProcess;

class HandlerJarsTest {
  private static final String HANDLER =
      """
      package %s;
      import pagoda.queue.*;
      public final class Shout implements JobHandler {
        public String type() { return "%s"; }
        public Kind kind() { return Kind.WAITS; }
        public JobOutcome handle(Bytes payload, JobContext context) {
          return JobOutcome.completed(Bytes.utf8(%s));
        }
      }
      """;

  private Path folder;

  @BeforeEach
  void makeFolder() throws IOException {
    folder = Files.createTempDirectory("handlers");
    Files.createDirectory(folder.resolve("jars"));
  }

  @AfterEach
  void deleteFolder() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
        Files.delete(file);
      }
    }
  }

  /** Compiles one package into a jar; {@code moduleInfo} may be empty for a plain jar. */
  private void jar(String name, String moduleInfo, String source) throws IOException {
    Path sources = Files.createDirectories(folder.resolve(name));
    Path file = Files.createDirectories(sources.resolve("src")).resolve("Shout.java");
    Files.writeString(file, source);
    String bin = System.getProperty("pagoda.jdk") + "/bin/";
    String queue = Path.of(System.getProperty("pagoda.jars")).toAbsolutePath().toString();
    String path = queue + ":" + folder.resolve("jars");
    List<String> javac =
        new java.util.ArrayList<>(List.of(bin + "javac", "-d", "classes", file.toString()));
    if (moduleInfo.isEmpty()) {
      javac.addAll(List.of("-cp", queue + "/pagoda.queue.jar"));
      Path services = sources.resolve("classes/META-INF/services");
      Files.createDirectories(services);
      Files.writeString(services.resolve(JobHandler.class.getName()), "plain.Shout\n");
    } else {
      Path info = Files.writeString(sources.resolve("src/module-info.java"), moduleInfo);
      javac.addAll(List.of("-p", path, info.toString()));
    }
    ChildProcess.run(sources, javac.toArray(String[]::new));
    String target = folder.resolve("jars/" + name + ".jar").toString();
    ChildProcess.run(sources, bin + "jar", "--create", "--file", target, "-C", "classes", ".");
  }

  private void handlerModule(String name, String type, String result) throws IOException {
    jar(
        name,
        "module "
            + name
            + " { requires pagoda.queue; provides pagoda.queue.JobHandler with "
            + name
            + ".Shout; }",
        HANDLER.formatted(name, type, result));
  }

  private HandlerJars load() {
    return HandlerJars.load(folder.resolve("jars"));
  }

  @Test
  void moduleJarServesItsType() throws Exception {
    handlerModule("shouting", "shout", "payload.text().toUpperCase()");
    HandlerJars jars = load();
    assertEquals(List.of(), jars.problems());
    try (Fixture fixture = Fixture.with(jars.handlers().toArray(JobHandler[]::new)).start()) {
      Job job = fixture.enqueue("shout", "hello");
      fixture.finished(job.id());
      assertEquals("HELLO", fixture.queue().detail(job.id()).result().orElseThrow().text());
    }
  }

  @Test
  void plainJarWithServicesFileWorksToo() throws Exception {
    jar("plain", "", HANDLER.formatted("plain", "plain", "\"plain\""));
    HandlerJars jars = load();
    assertEquals(List.of(), jars.problems());
    assertEquals(List.of("plain"), jars.handlers().stream().map(JobHandler::type).toList());
  }

  @Test
  void handlerUsesALibraryBesideIt() throws Exception {
    jar(
        "texts",
        "module texts { exports texts; }",
        "package texts; public final class Shout { public static String of() { return \"lib\"; }"
            + " }");
    jar(
        "user",
        "module user { requires pagoda.queue; requires texts;"
            + " provides pagoda.queue.JobHandler with user.Shout; }",
        HANDLER.formatted("user", "user", "texts.Shout.of()"));
    HandlerJars jars = load();
    assertEquals(List.of(), jars.problems());
    assertEquals(1, jars.handlers().size());
    Files.delete(folder.resolve("jars/texts.jar"));
    InvalidHandlerException problem = load().problems().getFirst();
    assertTrue(problem.getMessage().contains("texts"), problem::getMessage);
  }

  @Test
  void brokenJarIsOneClearLineAndHarmsNoOther() throws Exception {
    handlerModule("good", "good", "\"good\"");
    Files.writeString(folder.resolve("jars/broken.jar"), "no zip file");
    HandlerJars jars = load();
    assertEquals(List.of("good"), jars.handlers().stream().map(JobHandler::type).toList());
    assertEquals(1, jars.problems().size());
    String line = jars.problems().getFirst().getMessage();
    assertTrue(line.startsWith("Handler jar broken.jar does not load: "), line);
    assertFalse(line.contains("\n"), line);
  }

  @Test
  void providerThatThrowsIsOneClearLine() throws Exception {
    jar(
        "thrower",
        "module thrower { requires pagoda.queue;"
            + " provides pagoda.queue.JobHandler with thrower.Shout; }",
        HANDLER
            .formatted("thrower", "thrower", "\"x\"")
            .replace(
                "public String type()",
                "public Shout() { throw new IllegalStateException(\"no luck\"); }"
                    + " public String type()"));
    HandlerJars jars = load();
    assertEquals(List.of(), jars.handlers());
    String line = jars.problems().getFirst().getMessage();
    assertTrue(line.startsWith("Handler jar thrower.jar does not load: "), line);
    assertTrue(line.contains("no luck"), line);
  }

  @Test
  void twoJarsWithOneModuleAreNamed() throws Exception {
    handlerModule("twin", "twin", "\"x\"");
    Files.copy(folder.resolve("jars/twin.jar"), folder.resolve("jars/zwin.jar"));
    HandlerJars jars = load();
    assertEquals(1, jars.handlers().size());
    String line = jars.problems().getFirst().getMessage();
    assertTrue(line.contains("zwin.jar") && line.contains("twin.jar too"), line);
  }

  @Test
  void emptyFolderHasNoHandlersAndAMissingOneIsAnError() {
    assertEquals(List.of(), load().handlers());
    assertThrows(InvalidHandlerException.class, () -> HandlerJars.load(folder.resolve("nowhere")));
  }
}
