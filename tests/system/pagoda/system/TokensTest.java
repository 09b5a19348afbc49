package pagoda.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bearer tokens with roles. */
class TokensTest {
  @TempDir Path folder;

  @Test
  void eachRoleMayDoItsOwn() throws Exception {
    Path file = folder.resolve("tokens");
    String reader = token(file, "reader", "read");
    String submitter = token(file, "submitter", "read,submit");
    String admin = token(file, "boss", "admin");
    try (Service service = Service.start("http.tokens-file=" + file)) {
      HttpResponse<String> nobody = service.get("/queue");
      assertEquals(401, nobody.statusCode());
      assertTrue(nobody.headers().firstValue("WWW-Authenticate").orElse("").startsWith("Bearer"));
      assertEquals(401, service.get("/queue", "Authorization", "Bearer guess").statusCode());
      assertEquals(200, service.get("/queue", "Authorization", reader).statusCode());
      assertEquals(403, submit(service, reader));
      assertEquals(200, submit(service, submitter));
      assertEquals(
          403, service.send("POST", "/queue/pause", "", "Authorization", submitter).statusCode());
      assertEquals(
          200, service.send("POST", "/queue/pause", "", "Authorization", admin).statusCode());
      assertEquals(200, service.get("/livez").statusCode(), "probes need no token");
      assertEquals(200, service.get("/").statusCode(), "nor does the page");
      assertTrue(
          service.get("/status", "Authorization", reader).body().contains("\"roles\":[\"read\"]"));
      assertFalse(
          service.log().contains(reader.substring("Bearer ".length())), "tokens are not logged");
    }
  }

  @Test
  void aBadFileEndsTheStartWith78() throws Exception {
    Path file = Files.writeString(folder.resolve("tokens"), "somebody read sha256:short\n");
    Program program =
        Program.run(
            "serve",
            "--set",
            "http.tokens-file=" + file,
            "--set",
            "http.port=0",
            "--set",
            "data.dir=" + folder);
    assertEquals(78, program.status());
    assertTrue(program.err().contains("tokens:1"), program.err());
  }

  private static String token(Path file, String name, String roles) throws Exception {
    Program program = Program.run("token", name, roles);
    assertEquals(0, program.status(), program.err());
    Files.writeString(
        file,
        program.text(),
        java.nio.file.StandardOpenOption.CREATE,
        java.nio.file.StandardOpenOption.APPEND);
    return "Bearer " + program.err().strip().replaceFirst(".*: ", "");
  }

  private static int submit(Service service, String authorization) throws Exception {
    return service
        .send(
            "POST",
            "/jobs",
            "{\"complexity\":0}",
            "Content-Type",
            "application/json",
            "Authorization",
            authorization)
        .statusCode();
  }
}
