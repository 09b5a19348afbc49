package pagoda.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pagoda.testing.Await;

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
      assertEquals(403, service.send("POST", "/jobs/delete", "{}", as(submitter)).statusCode());
      assertEquals(400, service.send("POST", "/jobs/delete", "{}", as(admin)).statusCode());
      assertEquals(200, service.get("/livez").statusCode(), "probes need no token");
      assertEquals(200, service.get("/").statusCode(), "nor does the page");
      assertTrue(
          service.get("/status", "Authorization", reader).body().contains("\"roles\":[\"read\"]"));
      assertFalse(
          service.log().contains(reader.substring("Bearer ".length())), "tokens are not logged");
    }
  }

  @Test
  void h03ABadLineIsToldByReadinessAndShutsNobodyElseOut() throws Exception {
    Path file = folder.resolve("tokens");
    String reader = token(file, "reader", "read");
    String admin = token(file, "boss", "admin");
    try (Service service = Service.start("http.tokens-file=" + file)) {
      String entry = Files.readAllLines(file).get(1);
      Files.writeString(file, "half an entry\n" + entry + "\n");
      Await.until(
          "the reader is gone",
          () -> service.get("/queue", "Authorization", reader).statusCode() == 401);
      assertEquals(200, service.get("/queue", "Authorization", admin).statusCode());
      HttpResponse<String> ready = service.get("/readyz?verbose");
      assertEquals(200, ready.statusCode());
      assertTrue(ready.body().contains("\"name\":\"tokens\",\"passed\":true"), ready.body());
      assertTrue(ready.body().contains("\"detail\":\"tokens:1: "), ready.body());
      assertFalse(ready.body().contains(folder.toString()), "everybody may ask");
      Files.writeString(file, "half an entry\n");
      Await.until("nobody is let in", () -> service.get("/readyz").statusCode() == 503);
      assertEquals(401, service.get("/queue", "Authorization", admin).statusCode());
      Files.writeString(file, entry + "\n");
      Await.until("it is mended", () -> service.get("/readyz").statusCode() == 200);
      assertEquals(200, service.get("/queue", "Authorization", admin).statusCode());
    }
  }

  @Test
  void h02BehindATrustedProxyTheClientIsSlowedAndLogged() throws Exception {
    Path file = folder.resolve("tokens");
    token(file, "boss", "admin");
    try (Service service =
        Service.start("http.tokens-file=" + file, "http.trusted-proxies=127.0.0.1,10.0.0.0/8")) {
      int refused = 0;
      for (int i = 0; i < 20; i++) {
        refused += guess(service, "203.0.113.7, 10.1.2.3") == 429 ? 1 : 0;
      }
      assertTrue(refused > 5, "one client guesses: " + refused);
      assertEquals(401, guess(service, "203.0.113.8"), "another behind the same proxy");
      assertEquals(
          429, guess(service, "203.0.113.8, 203.0.113.7"), "whatever it claims to forward");
      Await.until("the log", () -> service.log().contains("client=203.0.113.8"));
      assertTrue(service.log().contains("client=203.0.113.7"));
    }
  }

  private static String[] as(String token) {
    return new String[] {"Authorization", token, "Content-Type", "application/json"};
  }

  private static int guess(Service service, String forwarded) throws Exception {
    return service
        .get("/queue", "Authorization", "Bearer x", "X-Forwarded-For", forwarded)
        .statusCode();
  }

  @Test
  void h02ABadNetworkEndsTheStartWith78() throws Exception {
    for (String bad : new String[] {"proxy.example", "10.0.0.0/33", "10.0.0.1,x"}) {
      Program program = Program.run("check", "--set", "http.trusted-proxies=" + bad);
      assertEquals(78, program.status());
      assertTrue(program.err().contains("http.trusted-proxies"), program.err());
    }
  }

  @Test
  void whatOnlyAdminsMayDoIsAuditedWithOrWithoutAccessLog() throws Exception {
    Path file = folder.resolve("tokens");
    String reader = token(file, "reader", "read");
    String admin = token(file, "boss", "admin");
    try (Service service = Service.start("http.tokens-file=" + file, "http.access-log=false")) {
      service.send("POST", "/queue/pause", "", "Authorization", admin);
      service.send("POST", "/circuit/validation/reset", "", "Authorization", reader);
      service.send("POST", "/queue/resume", "");
      service.get("/queue", "Authorization", admin);
      Await.until("the log", () -> service.log().contains("path=/queue/resume"));
      List<String> lines =
          service.log().lines().filter(line -> line.contains("admin action")).toList();
      assertEquals(3, lines.size(), lines::toString);
      String who = "principal=boss client=127.0.0.1 method=POST path=/queue/pause status=200 ";
      assertTrue(lines.getFirst().contains(who), lines::toString);
      assertTrue(lines.get(1).contains("principal=reader"), lines::toString);
      assertTrue(lines.get(1).contains("status=403"), lines::toString);
      assertTrue(lines.get(2).contains("status=401"), lines::toString);
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

  /** Adds a token with these roles to a file; returns what {@code Authorization} says with it. */
  static String token(Path file, String name, String roles) throws Exception {
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
