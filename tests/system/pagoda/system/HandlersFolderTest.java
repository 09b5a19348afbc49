package pagoda.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * A third party's handlers, {@code handlers.dir}. What cannot be used is one line of the log and
 * left out: whoever restarts the service at night wants everything else to run, and the jobs of
 * that type to be there in the morning.
 */
class HandlersFolderTest {
  @TempDir Path jars;
  @TempDir Path data;

  private Service start() throws Exception {
    return Service.start(
        "handlers.dir=" + jars, "data.dir=" + data, "simulate.failure-rate=0", "drain.timeout=2s");
  }

  private static JsonNode run(Service service, String body) throws Exception {
    return Json.parse(
        service
            .send("POST", "/jobs", body, "Content-Type", "application/json", "Prefer", "wait=60")
            .body());
  }

  private static List<String> leftOut(Service service) {
    return service.log().lines().filter(line -> line.contains("handler left out")).toList();
  }

  @Test
  void aThirdPartysHandlerServesItsType() throws Exception {
    HandlerJar.shout(jars, "shouting", "shout");
    try (Service service = start()) {
      assertTrue(service.log().contains("handler loaded type=shout"), service.log());
      assertEquals(List.of(), leftOut(service));
      String body = "{\"type\":\"shout\"}";
      JsonNode job = run(service, body);
      assertEquals("completed", job.path("state").stringValue(), job::toString);
      assertEquals(body.length() + " BYTES", job.path("result").stringValue());
      assertTrue(service.get("/status").body().contains("\"shout\""), "a type the page offers");
    }
  }

  @Test
  void whatCannotBeUsedIsOneLineEachAndHarmsNoOther() throws Exception {
    HandlerJar.shout(jars, "shouting", "shout");
    HandlerJar.shout(jars, "whispering", "shout");
    HandlerJar.shout(jars, "usurping", "hanoi");
    HandlerJar.shout(jars, "misnamed", "Not A Type");
    HandlerJar.throwing(jars, "throwing");
    Path library = HandlerJar.library(jars, "absent");
    HandlerJar.requiring(jars, "requiring", "absent");
    Files.delete(library);
    Files.writeString(jars.resolve("corrupt.jar"), "this is no zip file");
    try (Service service = start()) {
      List<String> lines = leftOut(service);
      assertEquals(6, lines.size(), service.log());
      for (List<String> words :
          List.of(
              List.of("corrupt.jar"),
              List.of("requiring.jar", "absent"),
              List.of("throwing.jar", "no luck today"),
              List.of("misnamed.Shout", "Not A Type"),
              List.of("hanoi", "HanoiHandler", "usurping.Shout"),
              List.of("shout", "shouting.Shout", "whispering.Shout"))) {
        assertEquals(
            1,
            lines.stream().filter(line -> words.stream().allMatch(line::contains)).count(),
            () -> words + " in " + lines);
      }
      lines.forEach(line -> assertTrue(line.contains(" error "), line));
      assertTrue(!service.log().contains("\tat "), "no stack trace");
      assertEquals("completed", run(service, "{\"type\":\"shout\"}").path("state").stringValue());
      assertEquals(
          15, run(service, "{\"type\":\"hanoi\",\"n\":4}").path("result").path("moves").intValue());
      assertEquals(200, service.get("/readyz").statusCode());
    }
  }

  @Test
  void jobsOfAHandlerThatIsLeftOutWaitForIt() throws Exception {
    Path jar = HandlerJar.shout(jars, "shouting", "shout");
    String id;
    try (Service service = start()) {
      service.send("POST", "/queue/pause", "");
      id =
          Json.parse(
                  service
                      .send(
                          "POST",
                          "/jobs",
                          "{\"type\":\"shout\"}",
                          "Content-Type",
                          "application/json")
                      .body())
              .path("id")
              .stringValue();
    }
    Path good = Files.move(jar, jars.resolve("shouting.good"));
    Files.writeString(jar, "half of a jar");
    try (Service service = start()) {
      service.send("POST", "/queue/resume", "");
      assertEquals("completed", run(service, "{\"complexity\":0}").path("state").stringValue());
      assertEquals(400, refused(service));
      assertEquals("pending", read(service, id).path("state").stringValue());
      assertEquals(1, Json.parse(service.get("/queue").body()).path("parked").intValue());
    }
    Files.move(good, jar, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    try (Service service = start()) {
      pagoda.testing.Await.until(
          "the job that waited",
          () -> read(service, id).path("state").stringValue().equals("completed"));
      assertEquals(1, read(service, id).path("attempt").intValue());
    }
  }

  private static int refused(Service service) throws Exception {
    return service
        .send("POST", "/jobs", "{\"type\":\"shout\"}", "Content-Type", "application/json")
        .statusCode();
  }

  private static JsonNode read(Service service, String id) throws Exception {
    return Json.parse(service.get("/jobs/" + id).body());
  }

  @Test
  void aFolderThatCannotBeReadIsAWrongSetting() throws Exception {
    Path missing = jars.resolve("missing");
    Program program =
        Program.run(
            "serve",
            "--set",
            "http.port=0",
            "--set",
            "data.dir=" + data,
            "--set",
            "handlers.dir=" + missing);
    assertEquals(78, program.status(), program.err());
    List<String> lines = program.err().lines().filter(line -> line.startsWith("pagoda: ")).toList();
    assertEquals(1, lines.size(), program.err());
    assertTrue(
        lines.getFirst().startsWith("pagoda: handlers.dir: allowed is a folder that can be read"),
        lines::toString);
    assertTrue(lines.getFirst().contains(missing.toString()), lines::toString);
  }
}
