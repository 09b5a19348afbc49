package pagoda.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pagoda.testing.Await;
import tools.jackson.databind.JsonNode;

/** Type files that come, go and change while the service runs. */
class TypeChangesTest {
  @TempDir Path folder;
  private TypeFolder types;
  private Service service;
  private TypeJobs jobs;

  @BeforeEach
  void start() throws Exception {
    types = new TypeFolder(folder);
    service = Service.start("handlers.dir=" + folder);
    jobs = new TypeJobs(service);
  }

  @AfterEach
  void stop() throws Exception {
    service.close();
  }

  private JsonNode type(String name) throws Exception {
    for (JsonNode type : Json.parse(service.get("/types").body()).path("types")) {
      if (type.path("name").stringValue().equals(name)) {
        return type;
      }
    }
    return Json.parse("{}");
  }

  private void awaitServed(String name) throws Exception {
    Await.until(name + " is served", () -> type(name).path("able").asBoolean(false));
  }

  private void awaitReason(String name, String reason) throws Exception {
    Await.until(reason, () -> type(name).path("reason").asString("").contains(reason));
  }

  private int submit(String type) throws Exception {
    return service.send("POST", "/types/" + type + "/jobs", "1").statusCode();
  }

  @Test
  void c41ANewFileIsServedAtOnce() throws Exception {
    assertEquals(400, submit("new"), "nobody knows it yet");
    types.shell("new", "cat", "priority = 4", "attempts = 7");
    awaitServed("new");
    JsonNode job = jobs.run("new", "1");
    assertEquals("completed", job.path("state").stringValue(), job::toString);
    assertEquals(4, job.path("priority").intValue());
    assertEquals(7, job.path("max_attempts").intValue());
    String known = Json.parse(service.get("/status").body()).path("types").toString();
    assertTrue(known.contains("\"new\""), known);
  }

  @Test
  void c41JobsOfARemovedFileWaitForIt() throws Exception {
    types.shell("old", "cat").shell("other", "cat");
    awaitServed("old");
    awaitServed("other");
    service.send("POST", "/queue/pause", "");
    String waiting = jobs.submit("old", "1");
    Files.delete(folder.resolve("old.properties"));
    awaitReason("old", "nobody serves it");
    assertEquals(1, type("old").path("waiting").intValue());
    assertTrue(type("old").path("run").isNull());
    assertEquals(400, submit("old"));
    service.send("POST", "/queue/resume", "");
    assertEquals("completed", jobs.run("other", "2").path("state").stringValue());
    assertEquals("pending", jobs.state(waiting));
    types.file("old", "command = " + folder.resolve("old.program"));
    assertEquals("completed", jobs.awaitEnd(waiting).path("state").stringValue());
    assertEquals(0, type("old").path("waiting").intValue());
  }

  @Test
  void c41ABrokenFileLeavesItsTypeOutAndSaysSo() throws Exception {
    types.shell("once", "cat");
    awaitServed("once");
    types.file("once", "command = /bin/cat", "memroy = 1GiB");
    Await.until("it is left out", () -> submit("once") == 400);
    types.file("once", "command = /bin/cat");
    awaitServed("once");
    assertEquals("completed", jobs.run("once", "3").path("state").stringValue());
  }

  @Test
  void c41AChangedFileHoldsForNewJobs() throws Exception {
    types.shell("set", "cat", "attempts = 2");
    awaitServed("set");
    String before = jobs.submit("set", "1");
    types.file("set", "command = /bin/cat", "attempts = 5", "priority = 9");
    Await.until(
        "its attempts", () -> jobs.job(jobs.submit("set", "2")).path("max_attempts").asInt() == 5);
    JsonNode after = jobs.run("set", "3");
    assertEquals(9, after.path("priority").intValue());
    assertEquals(2, jobs.job(before).path("max_attempts").intValue());
  }

  @Test
  void theKeptProcessOfARemovedFileEnds() throws Exception {
    types.python(
        "kept",
        """
        import json, os, sys
        for line in sys.stdin:
            job = json.loads(line)
            print(json.dumps({"job": job["job"], "result": os.getpid()}), flush=True)
        """,
        "run = serve");
    awaitServed("kept");
    Path process = Path.of("/proc", jobs.run("kept", "1").path("result").toString());
    assertTrue(Files.exists(process));
    Files.delete(folder.resolve("kept.properties"));
    Await.until("it is gone", () -> !Files.exists(process));
  }

  @Test
  void aSignalReadsTheFilesToo() throws Exception {
    types.shell("signalled", "cat");
    service.signal("HUP");
    awaitServed("signalled");
    assertEquals("completed", jobs.run("signalled", "1").path("state").stringValue());
  }
}
