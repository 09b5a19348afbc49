package pagoda.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The commands that talk to a running service. */
class ServiceCommandsTest {
  private static Service service;
  @TempDir Path folder;

  @BeforeAll
  static void start() throws Exception {
    service = Service.start("simulate.failure-rate=0", "queue.workers=1");
  }

  @AfterAll
  static void stop() throws Exception {
    service.close();
  }

  @Test
  void submitWaitsForTheJobAndPrintsIt() throws Exception {
    Path payload = Files.writeString(folder.resolve("p.json"), "{\"n\": 5}");
    Program program =
        pagoda("submit", "hanoi", payload.toString(), "--priority", "7", "--wait", "--json");
    assertEquals(0, program.status(), program.err());
    JsonNode job = json(program);
    assertEquals("completed", job.path("state").asString());
    assertEquals(7, job.path("priority").asInt());
    assertEquals(5, job.path("payload").path("n").asInt());
    Program text = pagoda("job", job.path("id").asString());
    assertTrue(text.text().contains("state          completed\n"), text.text());
  }

  @Test
  void theFormatOfThePayloadIsKeptAndParametersStandBesideIt() throws Exception {
    Path payload =
        Files.writeString(folder.resolve("p.json"), "{\"priority\":\"mine\", \"n\":1e2}");
    JsonNode job =
        json(
            pagoda(
                "submit",
                "simulate",
                payload.toString(),
                "--emergency",
                "--run-at",
                "2126-01-01T00:00:00Z",
                "--max-attempts",
                "2",
                "--json"));
    assertEquals(10, job.path("priority").asInt());
    assertEquals(2, job.path("max_attempts").asInt());
    assertEquals("scheduled", job.path("state").asString());
    assertEquals("mine", job.path("payload").path("priority").asString());
    assertEquals(0, pagoda("cancel", job.path("id").asString()).status());
  }

  @Test
  void theTypeOfThePayloadIsToldAsItLooks() throws Exception {
    Path image = Files.write(folder.resolve("a.png"), new byte[] {(byte) 0x89, 'P', 'N', 'G'});
    JsonNode job =
        json(
            pagoda(
                "submit",
                "simulate",
                image.toString(),
                "--label",
                "a=1",
                "--label",
                "b=2",
                "--json"));
    assertEquals("image/png", job.path("content_type").asString(), job::toString);
    assertEquals("[\"a=1\",\"b=2\"]", job.path("labels").toString());
    Path slip = Files.writeString(folder.resolve("a.txt"), " {\"n\": 5");
    assertEquals(1, pagoda("submit", "simulate", slip.toString()).status());
  }

  @Test
  void aKeyMakesOneJobOfTwoSubmits() throws Exception {
    JsonNode first = json(pagoda("submit", "simulate", "--key", "k-1", "--json"));
    JsonNode second = json(pagoda("submit", "simulate", "--key", "k-1", "--json"));
    assertEquals(first.path("id"), second.path("id"));
  }

  @Test
  void aFailedJobIsFollowedToItsEndWithStatusTwoAndRetried() throws Exception {
    Program program = pagoda("submit", "hanoi", "--wait");
    if (program.status() == 1) { // refused by its handler at once, as a payload without n is
      assertTrue(program.err().contains("422 BAD_REQUEST"), program.err());
    }
    JsonNode job = json(pagoda("submit", "simulate", "--run-at", "2126-01-01T00:00:00Z", "--json"));
    String id = job.path("id").asString();
    assertEquals(0, pagoda("cancel", id).status());
    Program followed = pagoda("job", id, "--follow");
    assertEquals(2, followed.status(), followed.err());
    assertTrue(followed.text().contains("cancelled"), followed.text());
    assertEquals(0, pagoda("retry", id).status());
    Program end = pagoda("job", id, "-f");
    assertEquals(0, end.status(), end.err());
    assertTrue(end.text().strip().lines().toList().getLast().contains("completed"), end.text());
  }

  @Test
  void aRefusedActionIsTold() throws Exception {
    String id = json(pagoda("submit", "simulate", "--wait", "--json")).path("id").asString();
    Program program = pagoda("cancel", id, "00000000-0000-0000-0000-000000000000");
    assertEquals(1, program.status());
    assertEquals(2, program.text().lines().filter(l -> l.contains("refused")).count());
  }

  @Test
  void resultIsByteForByte() throws Exception {
    String id = json(pagoda("submit", "simulate", "--wait", "--json")).path("id").asString();
    assertEquals("{\"simulated\":true}", pagoda("result", id).text());
  }

  @Test
  void jobsAreFoundByTheFiltersOfTheApi() throws Exception {
    Path payload = Files.writeString(folder.resolve("p.json"), "{\"note\":\"a\\u001b b\\n4711\"}");
    String id =
        json(pagoda("submit", "simulate", payload.toString(), "--label", "a=find me", "--json"))
            .path("id")
            .asString();
    pagoda("submit", "simulate");
    for (String[] filter :
        List.of(
            new String[] {"4711", "type:simulate"},
            new String[] {"label:\"a=find me\" since:1h"},
            new String[] {"id:" + id.substring(0, 8)})) {
      List<String> words = new ArrayList<>(List.of("jobs"));
      words.addAll(List.of(filter));
      Program found = pagoda(words.toArray(String[]::new));
      assertEquals(1, found.text().lines().count(), found.text() + found.err());
      assertTrue(found.text().startsWith(id), found.text());
      assertTrue(found.text().contains("{\"note\":\"a\\u001b b"), found.text());
    }
    Program refused = pagoda("jobs", "sttae:failed");
    assertEquals(1, refused.status());
    assertTrue(refused.err().contains("q must be state:"), refused.err());
  }

  @Test
  void jobsAreListedInPages() throws Exception {
    for (int i = 0; i < 3; i++) {
      pagoda("submit", "simulate");
    }
    Program page = pagoda("jobs", "--limit", "2", "--type", "simulate");
    List<String> lines = page.text().lines().toList();
    assertEquals(3, lines.size(), page.text());
    assertTrue(lines.getLast().startsWith("more: --after "), page.text());
    assertFalse(page.text().contains("\u001b"), "no colours in a pipe");
    assertEquals(2, json(pagoda("jobs", "--limit", "2", "--json")).path("jobs").size());
  }

  @Test
  void coloursAreForTerminalsAndThoseWhoWantThem() throws Exception {
    pagoda("submit", "simulate", "--wait");
    String command = Image.PAGODA + " jobs --state completed --url " + service.url("");
    assertTrue(Terminal.run(120, command).shown().contains("\u001b[32mcompleted"));
    assertFalse(Terminal.run(120, "NO_COLOR=1 " + command).shown().contains("\u001b["));
  }

  @Test
  void typesAreListed() throws Exception {
    List<String> lines = pagoda("types").text().lines().toList();
    assertEquals(3, lines.size(), lines::toString);
    assertTrue(lines.get(0).startsWith("TYPE "), lines::toString);
    assertTrue(lines.get(1).startsWith("hanoi                    java "), lines::toString);
    assertTrue(lines.get(2).startsWith("simulate "), lines::toString);
  }

  @Test
  void refusalsOfTheServiceAreOneLine() throws Exception {
    Program unknown = pagoda("job", "00000000-0000-0000-0000-000000000000");
    assertEquals(1, unknown.status());
    assertEquals(1, unknown.err().lines().count(), unknown.err());
    assertTrue(unknown.err().contains("answered 404 NOT_FOUND: No job"), unknown.err());
  }

  @Test
  void theAddressMayStandInTheEnvironment() throws Exception {
    Program program = Program.run(Map.of("PAGODA_URL", service.url("/")), "types");
    assertEquals(0, program.status(), program.err());
    assertEquals("", program.err());
    Program wrong = Program.run("types", "--url", "localhost");
    assertEquals(64, wrong.status());
  }

  @Test
  void aTokenMayComeFromAFileOrTheEnvironment() throws Exception {
    Program made = Program.run("token", "deploy", "submit:simulate", "read");
    assertEquals(0, made.status(), made.err());
    Path tokens = Files.write(folder.resolve("tokens"), made.out());
    String token = made.err().strip().replaceAll(".*: ", "");
    Path file = Files.writeString(folder.resolve("token"), token + "\n");
    try (Service guarded = Service.start("http.tokens-file=" + tokens)) {
      String url = guarded.url("");
      assertEquals(1, Program.run("types", "--url", url).status());
      String path = file.toString();
      assertEquals(0, Program.run("types", "--url", url, "--token-file", path).status());
      Map<String, String> environment = Map.of("PAGODA_TOKEN_FILE", path, "PAGODA_URL", url);
      Program allowed = Program.run(environment, "submit", "simulate");
      assertEquals(0, allowed.status(), allowed.err());
      Program forbidden = Program.run(environment, "submit", "hanoi");
      assertEquals(1, forbidden.status());
      assertTrue(forbidden.err().contains("answered 403 FORBIDDEN"), forbidden.err());
    }
  }

  @Test
  void runOnceNeedsNoService() throws Exception {
    Path payload = Files.writeString(folder.resolve("p.json"), "{\"n\": 4}");
    Program program = Program.run("run-once", "hanoi", payload.toString());
    assertEquals(0, program.status(), program.err());
    assertTrue(program.text().contains("\"moves\":15"), program.text());
    Program failed =
        Program.run("run-once", "simulate", payload.toString(), "--set", "simulate.failure-rate=1");
    assertEquals(2, failed.status(), failed.err());
    assertFalse(failed.err().isBlank());
    Program unknown = Program.run("run-once", "nope", payload.toString());
    assertEquals(64, unknown.status());
    assertTrue(unknown.err().contains("allowed is one of hanoi, simulate"), unknown.err());
  }

  @Test
  void runOnceSaysWhyATypeCannotRun() throws Exception {
    Path payload = Files.writeString(folder.resolve("p.json"), "{}");
    Path types = Files.createDirectory(folder.resolve("types"));
    Files.writeString(types.resolve("gone.properties"), "command = /nowhere/at/all\n");
    Program program =
        Program.run("run-once", "gone", payload.toString(), "--set", "handlers.dir=" + types);
    assertEquals(2, program.status(), program.err());
    assertTrue(
        program.err().contains("'gone' cannot run here: cannot start: /nowhere/at/all"),
        program.err());
  }

  private static Program pagoda(String... words) throws Exception {
    List<String> all = new ArrayList<>(List.of(words));
    all.addAll(List.of("--url", service.url("")));
    return Program.run(all.toArray(String[]::new));
  }

  private static JsonNode json(Program program) {
    assertEquals(0, program.status(), program.err());
    return Json.parse(program.text());
  }
}
