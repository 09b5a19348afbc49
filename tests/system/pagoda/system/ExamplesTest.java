package pagoda.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pagoda.testing.Await;
import pagoda.testing.ChildProcess;
import tools.jackson.databind.JsonNode;

/** The types of {@code tests/examples}, each as its files are, but for the folder. */
@Tag("examples")
class ExamplesTest {
  private static final Path ROOT = Path.of(System.getProperty("pagoda.root")).toAbsolutePath();
  private static final Path EXAMPLES = ROOT.resolve("tests/examples");

  @TempDir static Path folder;
  private static Service service;
  private static TypeJobs jobs;

  @BeforeAll
  static void start() throws Exception {
    for (Path file : files()) {
      install(file);
    }
    ChildProcess.run(folder, "cc", "-O2", "-Wall", "-Werror", "-o", "checksum", "checksum.c");
    String cache = "GOCACHE=" + ROOT.resolve("build/go-cache");
    ChildProcess.run(folder, "env", cache, "go", "build", "-o", "lengths", "lengths.go");
    ChildProcess.run(
        EXAMPLES.resolve("handler"),
        "env",
        "JAVA_HOME=" + System.getProperty("pagoda.jdk"),
        "./build.sh",
        ROOT.resolve(System.getProperty("pagoda.jars")).toString(),
        folder.toString());
    service = Service.start("handlers.dir=" + folder, "process.max=1", "queue.workers=1");
    jobs = new TypeJobs(service);
  }

  private static List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(EXAMPLES.resolve("programs"))) {
      return files.toList();
    }
  }

  private static void install(Path file) throws IOException {
    Path copy = folder.resolve(file.getFileName().toString());
    Files.writeString(copy, Files.readString(file).replace("/opt/jobs", folder.toString()));
    Files.setPosixFilePermissions(copy, Files.getPosixFilePermissions(file));
  }

  @AfterAll
  static void stop() throws Exception {
    service.close();
  }

  private static JsonNode run(String type, String payload, String contentType) throws Exception {
    return Json.parse(
        service
            .send(
                "POST",
                "/types/" + type + "/jobs",
                payload,
                "Content-Type",
                contentType,
                "Prefer",
                "wait=55")
            .body());
  }

  private static String result(String type, String payload, String contentType) throws Exception {
    JsonNode job = run(type, payload, contentType);
    assertEquals("completed", job.path("state").stringValue(), job::toString);
    return job.path("result").toString();
  }

  @Test
  void everyTypeOfTheExamplesIsServed() throws Exception {
    JsonNode types = Json.parse(service.get("/types").body());
    assertEquals("[]", types.path("faults").toString());
    TreeSet<String> names = new TreeSet<>();
    types.path("types").forEach(type -> names.add(type.path("name").stringValue()));
    TreeSet<String> expected = new TreeSet<>(List.of("hanoi", "simulate", "slug"));
    for (Path file : files()) {
      String name = file.getFileName().toString();
      if (name.endsWith(".properties")) {
        expected.add(name.substring(0, name.indexOf('.')));
      }
    }
    assertEquals(expected, names);
  }

  @Test
  void pythonCountsWords() throws Exception {
    assertEquals(
        "[[\"to\",2],[\"be\",2],[\"or\",1]]",
        result("words", "To be, or not to be.", "text/plain"));
  }

  @Test
  void nodeAddsUp() throws Exception {
    JsonNode job =
        run(
            "total",
            "{\"order\":17,\"member\":\"price\",\"items\":[{\"price\":3},{\"price\":4}]}",
            "application/json");
    assertEquals("{\"total\":7}", job.path("result").toString(), job::toString);
    assertEquals("[\"order=17\"]", job.path("labels").toString());
    job = run("total", "{}", "application/json");
    assertEquals(
        "exit status 65: the payload has no list \"items\"", job.path("last_error").stringValue());
    assertEquals(1, job.path("attempt").intValue());
  }

  @Test
  void aProgramInCSumsBytes() throws Exception {
    assertEquals("\"11e60398\"", result("checksum", "Wikipedia", "application/octet-stream"));
  }

  @Test
  void aProgramInGoCountsLines() throws Exception {
    JsonNode job = run("lengths", "ab\nä\nc\n", "text/plain");
    assertEquals("{\"1\":2,\"2\":1}", job.path("result").toString(), job::toString);
    String log = service.get("/jobs/" + job.path("id").stringValue() + "/log").body();
    assertEquals("3 lines\n", log);
    String long64 = "x".repeat(70_000);
    assertEquals(1, run("lengths", long64, "text/plain").path("attempt").intValue());
  }

  @Test
  void aShellScriptsResultIsAFile() throws Exception {
    JsonNode job = run("shrink", "a".repeat(10_000), "text/plain");
    byte[] result = Base64.getDecoder().decode(job.path("result_base64").stringValue());
    try (var unzipped = new GZIPInputStream(new ByteArrayInputStream(result))) {
      assertEquals("a".repeat(10_000), new String(unzipped.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  @Test
  void aLongOneMakesWayAndGoesOn() throws Exception {
    String id = jobs.submit("primes", "{\"below\":600000}");
    Await.until("it works", () -> jobs.job(id).path("progress").doubleValue() > 0);
    String urgent = jobs.submit("words?emergency=true", "{\"a\":1}");
    JsonNode first = jobs.awaitEnd(urgent);
    assertEquals("completed", first.path("state").stringValue(), first::toString);
    JsonNode job = jobs.awaitEnd(id);
    assertEquals("{\"below\":600000,\"primes\":49098}", job.path("result").toString());
    assertEquals(1, job.path("attempt").intValue());
    String started = job.path("started_at").stringValue();
    assertTrue(first.path("started_at").stringValue().compareTo(started) <= 0, "it made way");
  }

  @Test
  void aKeptProgramAnswersLineByLine() throws Exception {
    assertEquals("\"HELLO\"", result("upper", "{\"text\":\"hello\"}", "application/json"));
    JsonNode job = run("upper", "{}", "application/json");
    assertEquals("the payload has no text", job.path("last_error").stringValue());
    assertEquals(1, job.path("attempt").intValue());
  }

  @Test
  void aHandlerInJavaFindsItsLibrary() throws Exception {
    assertEquals("\"creme-brulee\"", result("slug", "Crème brûlée", "text/plain"));
    JsonNode job = run("slug", "!?", "text/plain");
    assertEquals("nothing is left of this text", job.path("last_error").stringValue());
    assertEquals(2, job.path("max_attempts").intValue(), "as its file says");
  }
}
