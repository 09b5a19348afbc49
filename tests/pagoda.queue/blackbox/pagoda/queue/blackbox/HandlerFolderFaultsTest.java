package pagoda.queue.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import pagoda.queue.HandlerJars;
import pagoda.queue.InvalidHandlerException;
import pagoda.queue.Job;
import pagoda.queue.JobHandler;
import pagoda.testing.ChildProcess;

/** q06, q07, q08, q13: whatever lies in a handlers' folder, and what its handlers find there. */
class HandlerFolderFaultsTest {
  private JarFolder folder;

  @BeforeEach
  void makeFolder() throws IOException {
    folder = new JarFolder();
  }

  @AfterEach
  void deleteFolder() throws IOException {
    folder.close();
  }

  private static List<String> types(HandlerJars jars) {
    return jars.handlers().stream().map(JobHandler::type).sorted().toList();
  }

  private static List<String> lines(HandlerJars jars) {
    return jars.problems().stream().map(InvalidHandlerException::getMessage).toList();
  }

  private void library(String name, String text) throws IOException {
    folder.module(
        name,
        "module %s { exports %s; }".formatted(name, name),
        "package %s; public class Shout { public static String of() { return \"%s\"; } }"
            .formatted(name, text));
  }

  private static String result(HandlerJars jars, String type) throws Exception {
    try (Fixture fixture = Fixture.with(jars.handlers().toArray(JobHandler[]::new)).start()) {
      Job end = fixture.finished(fixture.enqueue(type, "x").id());
      return fixture
          .queue()
          .detail(end.id())
          .result()
          .orElseThrow(() -> new AssertionError(end))
          .text();
    }
  }

  @Test
  void q06PlainHandlerUsesAModularLibraryBesideIt() throws Exception {
    library("texts", "modular");
    folder.plainHandler("plain", "plain", "texts.Shout.of()");
    HandlerJars jars = folder.load();
    assertEquals(List.of(), lines(jars));
    assertEquals("modular", result(jars, "plain"));
  }

  /** Here the plain jar is the library of a module, and needs a modular one itself. */
  @Test
  void q06PlainLibraryOfAModuleUsesAModularLibraryToo() throws Exception {
    library("texts", "modular");
    folder.plain(
        "plain",
        "package plain; public class Shout { public static String of() { return"
            + " texts.Shout.of(); } }",
        "plain.Unused",
        "plain.Shout");
    folder.module(
        "user",
        "module user { requires pagoda.queue; requires plain;"
            + " provides pagoda.queue.JobHandler with user.Shout; }",
        JarFolder.HANDLER.formatted("user", "user", "plain.Shout.of()"));
    assertEquals("modular", result(folder.load(), "user"));
  }

  @Test
  void q06LibraryThatDoesNotResolveHarmsNoPlainHandler() throws Exception {
    library("absent", "absent");
    library("texts", "modular");
    folder.module(
        "broken",
        "module broken { requires absent; exports broken; }",
        "package broken; public class Shout {}");
    Files.delete(folder.jar("absent"));
    folder.plainHandler("plain", "plain", "texts.Shout.of()");
    HandlerJars jars = folder.load();
    assertEquals(List.of(), lines(jars));
    assertEquals("modular", result(jars, "plain"));
  }

  @Test
  void q06TwoPlainHandlersWithOnePackageBothLoad() throws Exception {
    folder.plainHandler("one", "first", "\"1\"");
    Files.move(folder.jar("one"), folder.jar("another"));
    folder.plainHandler("one", "second", "\"2\"");
    HandlerJars jars = folder.load();
    assertEquals(List.of(), lines(jars));
    assertEquals(List.of("first", "second"), types(jars));
    assertEquals("2", result(jars, "second"));
  }

  @Test
  void q07FourPlainHandlersAreEachThereOnce() throws Exception {
    for (String name : List.of("a", "b", "c", "d")) {
      folder.plainHandler(name, name, "\"" + name + "\"");
    }
    HandlerJars jars = folder.load();
    assertEquals(List.of(), lines(jars));
    assertEquals(List.of("a", "b", "c", "d"), types(jars));
  }

  @Test
  void q07FaultOfOnePlainHandlerIsOneLineAndOneOnly() throws Exception {
    folder.plainHandler("a", "a", "\"a\"");
    folder.plain("b", "package b; public class Shout {}", JobHandler.class.getName(), "b.Shout");
    folder.plainHandler("c", "c", "\"c\"");
    HandlerJars jars = folder.load();
    assertEquals(List.of("a", "c"), types(jars));
    assertEquals(1, jars.problems().size(), () -> lines(jars).toString());
    assertTrue(lines(jars).getFirst().startsWith("Handler jar b.jar does not load"));
  }

  /** A pipe without a writer would hold up whoever opens it for ever. */
  @Test
  @Timeout(120)
  void q08RubbishIsOneLineEachAndHarmsNoOther() throws Exception {
    folder.handlerModule("good", "good", "\"good\"");
    Path jars = folder.jars();
    Files.createSymbolicLink(jars.resolve("dangling.jar"), jars.resolve("nowhere"));
    Files.createSymbolicLink(jars.resolve("loop.jar"), jars.resolve("loop.jar"));
    Files.createDirectory(jars.resolve("folder.jar"));
    Files.createDirectories(jars.resolve("exploded.jar/inner"));
    Files.createFile(jars.resolve("empty.jar"));
    Files.write(jars.resolve("cut.jar"), cut(Files.readAllBytes(folder.jar("good"))));
    ChildProcess.run(jars, "mkfifo", jars.resolve("pipe.jar").toString());
    Files.writeString(jars.resolve("notes.txt"), "no jar");
    HandlerJars loaded = folder.load();
    assertEquals(List.of("good"), types(loaded));
    assertEquals(7, loaded.problems().size(), () -> lines(loaded).toString());
    for (String name : List.of("dangling", "loop", "folder", "exploded", "empty", "cut", "pipe")) {
      String start = "Handler jar " + name + ".jar does not load: ";
      assertEquals(1, lines(loaded).stream().filter(line -> line.startsWith(start)).count(), name);
    }
    lines(loaded).forEach(line -> assertTrue(line.lines().count() == 1, line));
  }

  private static byte[] cut(byte[] jar) {
    return java.util.Arrays.copyOf(jar, jar.length / 2);
  }

  @Test
  void q08LinkToAJarIsThatJar() throws Exception {
    folder.handlerModule("good", "good", "\"good\"");
    Path elsewhere = Files.move(folder.jar("good"), folder.jars().resolve("good.v1"));
    Files.createSymbolicLink(folder.jar("good"), elsewhere);
    assertEquals(List.of("good"), types(folder.load()));
  }

  @Test
  void q08ACopyOfTheProgramsOwnModuleIsLeftOutAndHandlersLoad() throws Exception {
    folder.handlerModule("good", "good", "\"good\"");
    folder.plainHandler("plain", "plain", "\"plain\"");
    Path own = Path.of(System.getProperty("pagoda.jars")).resolve("pagoda.queue.jar");
    Files.copy(own, folder.jar("pagoda.queue"));
    HandlerJars jars = folder.load();
    assertEquals(List.of("good", "plain"), types(jars));
    assertEquals(1, jars.problems().size(), () -> lines(jars).toString());
  }

  /** Its fault can not even be told. */
  @Test
  void q08ProviderWhoseFaultThrowsItselfIsOneLine() throws Exception {
    String untold =
        """
        public Shout() {
          throw new IllegalStateException("no luck") {
            @Override public String toString() { throw new IllegalStateException(); }
            @Override public String getMessage() { throw new IllegalStateException(); }
            @Override public Throwable getCause() { throw new IllegalStateException(); }
          };
        }
        public Kind kind()
        """;
    folder.module(
        "thrower",
        "module thrower { requires pagoda.queue; provides pagoda.queue.JobHandler with"
            + " thrower.Shout; }",
        JarFolder.HANDLER
            .formatted("thrower", "thrower", "\"x\"")
            .replace("public Kind kind()", untold));
    folder.handlerModule("good", "good", "\"good\"");
    HandlerJars jars = folder.load();
    assertEquals(List.of("good"), types(jars));
    assertEquals(1, jars.problems().size(), () -> lines(jars).toString());
    assertTrue(lines(jars).getFirst().contains("its own text failed"), lines(jars).getFirst());
  }

  private static final String LOADER =
      "String.valueOf(Thread.currentThread().getContextClassLoader()"
          + " == Shout.class.getClassLoader())";

  @Test
  void q13ContextClassLoaderIsTheHandlersOwn() throws Exception {
    folder.handlerModule("named", "named", LOADER);
    folder.plainHandler("plain", "plain", LOADER);
    folder.module(
        "computing",
        "module computing { requires pagoda.queue; provides pagoda.queue.JobHandler with"
            + " computing.Shout; }",
        JarFolder.HANDLER
            .formatted("computing", "computing", LOADER)
            .replace("Kind.WAITS", "Kind.COMPUTES"));
    HandlerJars jars = folder.load();
    for (String type : List.of("named", "plain", "computing")) {
      assertEquals("true", result(jars, type), type);
    }
  }

  @Test
  void q13ServiceLoaderFindsWhatIsInTheFolder() throws Exception {
    folder.module(
        "greeting",
        "module greeting { exports greeting; provides java.lang.Runnable with greeting.Shout; }",
        "package greeting; public class Shout implements Runnable { public void run() {} }");
    String count = "String.valueOf(java.util.ServiceLoader.load(Runnable.class).stream().count())";
    folder.module(
        "user",
        "module user { requires pagoda.queue; uses java.lang.Runnable;"
            + " provides pagoda.queue.JobHandler with user.Shout; }",
        JarFolder.HANDLER.formatted("user", "user", count));
    folder.plainHandler("plain", "plain", count);
    HandlerJars jars = folder.load();
    assertEquals("1", result(jars, "user"));
    assertEquals("1", result(jars, "plain"));
  }

  /** The constructor, {@code type()} and {@code validate} are the handler's code as well. */
  @Test
  void q13EveryCallHasTheHandlersOwnLoader() throws Exception {
    String source =
        JarFolder.HANDLER
            .formatted("asking", "asking", "seen")
            .replace("{ return \"asking\"; }", "{ look(); return \"asking\"; }")
            .replace(
                "public Kind kind()",
                """
                private String seen = "";
                public Shout() { look(); }
                private void look() { seen += %s.charAt(0); }
                public void validate(Bytes payload) { look(); }
                public Kind kind()
                """
                    .formatted(LOADER));
    folder.module(
        "asking",
        "module asking { requires pagoda.queue; provides pagoda.queue.JobHandler with"
            + " asking.Shout; }",
        source);
    String seen = result(folder.load(), "asking");
    assertTrue(seen.matches("t{3,}"), seen);
  }
}
