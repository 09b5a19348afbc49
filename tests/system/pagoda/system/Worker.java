package pagoda.system;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** A worker that speaks the work protocol by hand, a request at a time. */
final class Worker {
  private final Service service;
  private final String name;
  private final List<String> headers = new ArrayList<>();
  private final String id = UUID.randomUUID().toString();

  /** One whose every request has these headers besides. */
  Worker(Service service, String name, String... headers) {
    this.service = service;
    this.name = name;
    this.headers.addAll(List.of(headers));
  }

  /** Its own id. */
  String id() {
    return id;
  }

  /** What it says to claim jobs of these types. */
  String claimBody(String claim, String... types) {
    return """
    {"worker":"%s","id":"%s","claim":"%s","types":["%s"],"host":"here","version":"7","slots":2,\
    "unknown":[1]}\
    """
        .formatted(name, id, claim, String.join("\",\"", types));
  }

  /** One claim, under an id of its own. */
  HttpResponse<String> claim(int wait, String... types) throws Exception {
    return claimAs(UUID.randomUUID().toString(), wait, types);
  }

  HttpResponse<String> claimAs(String claim, int wait, String... types) throws Exception {
    return service.send(
        "POST", "/work/claim?wait=" + wait, claimBody(claim, types), all(new String[0]));
  }

  /** Claims a job and says that it has begun. */
  Held take(String type) throws Exception {
    HttpResponse<String> answer = claim(20, type);
    assertEquals(200, answer.statusCode(), answer.body());
    Held held = new Held(header(answer, "Pagoda-Job"), header(answer, "Pagoda-Lease"));
    assertEquals("go", held.post("beat", "").body().strip());
    return held;
  }

  static String header(HttpResponse<?> answer, String name) {
    return answer.headers().firstValue(name).orElse("");
  }

  private String[] all(String... further) {
    List<String> all = new ArrayList<>(headers);
    all.addAll(List.of(further));
    return all.toArray(String[]::new);
  }

  /** A job that it holds the lease of. */
  final class Held {
    private final String job;
    private final String lease;

    Held(String job, String lease) {
      this.job = job;
      this.lease = lease;
    }

    String job() {
      return job;
    }

    HttpResponse<String> post(String what, String body, String... further) throws Exception {
      return ask("POST", what, body, further);
    }

    HttpResponse<String> ask(String method, String what, String body, String... further)
        throws Exception {
      List<String> lines = new ArrayList<>(List.of("Pagoda-Lease", lease));
      lines.addAll(List.of(further));
      return service.send(
          method, "/work/" + job + "/" + what, body, all(lines.toArray(String[]::new)));
    }
  }
}
