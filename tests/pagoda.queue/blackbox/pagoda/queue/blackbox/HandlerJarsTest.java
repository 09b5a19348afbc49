package pagoda.queue.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import pagoda.queue.HandlerJars;
import pagoda.queue.InvalidHandlerException;
import pagoda.queue.Job;
import pagoda.queue.JobHandler;

class HandlerJarsTest {
  private JarFolder folder;

  @BeforeEach
  void makeFolder() throws IOException {
    folder = new JarFolder();
  }

  @AfterEach
  void deleteFolder() throws IOException {
    folder.close();
  }

  @Test
  void moduleJarServesItsType() throws Exception {
    folder.handlerModule("shouting", "shout", "payload.text().toUpperCase()");
    HandlerJars jars = folder.load();
    assertEquals(List.of(), jars.problems());
    try (Fixture fixture = Fixture.with(jars.handlers().toArray(JobHandler[]::new)).start()) {
      Job job = fixture.enqueue("shout", "hello");
      fixture.finished(job.id());
      assertEquals("HELLO", fixture.queue().detail(job.id()).result().orElseThrow().text());
    }
  }

  @Test
  void plainJarWithServicesFileWorksToo() throws Exception {
    folder.plainHandler("plain", "plain", "\"plain\"");
    HandlerJars jars = folder.load();
    assertEquals(List.of(), jars.problems());
    assertEquals(List.of("plain"), jars.handlers().stream().map(JobHandler::type).toList());
  }

  @Test
  void handlerUsesALibraryBesideIt() throws Exception {
    folder.module(
        "texts",
        "module texts { exports texts; }",
        "package texts; public final class Shout { public static String of() { return \"lib\"; }"
            + " }");
    folder.module(
        "user",
        "module user { requires pagoda.queue; requires texts;"
            + " provides pagoda.queue.JobHandler with user.Shout; }",
        JarFolder.HANDLER.formatted("user", "user", "texts.Shout.of()"));
    HandlerJars jars = folder.load();
    assertEquals(List.of(), jars.problems());
    assertEquals(1, jars.handlers().size());
    Files.delete(folder.jar("texts"));
    InvalidHandlerException problem = folder.load().problems().getFirst();
    assertTrue(problem.getMessage().contains("texts"), problem::getMessage);
  }

  @Test
  void brokenJarIsOneClearLineAndHarmsNoOther() throws Exception {
    folder.handlerModule("good", "good", "\"good\"");
    Files.writeString(folder.jar("broken"), "no zip file");
    HandlerJars jars = folder.load();
    assertEquals(List.of("good"), jars.handlers().stream().map(JobHandler::type).toList());
    assertEquals(1, jars.problems().size());
    String line = jars.problems().getFirst().getMessage();
    assertTrue(line.startsWith("Handler jar broken.jar does not load: "), line);
    assertFalse(line.contains("\n"), line);
  }

  @Test
  void providerThatThrowsIsOneClearLine() throws Exception {
    folder.module(
        "thrower",
        "module thrower { requires pagoda.queue;"
            + " provides pagoda.queue.JobHandler with thrower.Shout; }",
        JarFolder.HANDLER
            .formatted("thrower", "thrower", "\"x\"")
            .replace(
                "public String type()",
                "public Shout() { throw new IllegalStateException(\"no luck\"); }"
                    + " public String type()"));
    HandlerJars jars = folder.load();
    assertEquals(List.of(), jars.handlers());
    String line = jars.problems().getFirst().getMessage();
    assertTrue(line.startsWith("Handler jar thrower.jar does not load: "), line);
    assertTrue(line.contains("no luck"), line);
  }

  @Test
  void twoJarsWithOneModuleAreNamed() throws Exception {
    folder.handlerModule("twin", "twin", "\"x\"");
    Files.copy(folder.jar("twin"), folder.jar("zwin"));
    HandlerJars jars = folder.load();
    assertEquals(1, jars.handlers().size());
    String line = jars.problems().getFirst().getMessage();
    assertTrue(line.contains("zwin.jar") && line.contains("twin.jar too"), line);
  }

  @Test
  void emptyFolderHasNoHandlersAndAMissingOneIsAnError() {
    assertEquals(List.of(), folder.load().handlers());
    assertThrows(
        InvalidHandlerException.class, () -> HandlerJars.load(folder.jars().resolve("nowhere")));
  }
}
