package pagoda.app.worker;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import pagoda.http.Json;
import pagoda.http.MediaType;
import pagoda.http.Request;
import pagoda.http.Response;
import pagoda.http.Route;
import pagoda.http.Routes;
import pagoda.http.WebServer;
import pagoda.http.WebServerOptions;
import tools.jackson.databind.JsonNode;

/**
 * The service's side of the work protocol, for faults that the real one shows only by chance: it
 * can be stopped and started on its port, silent, or full of refusals. The real one is asked by the
 * tests of the image.
 */
final class FakeService implements AutoCloseable {
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

  private final Deque<Map<String, String>> jobs = new ArrayDeque<>(); // guarded by this
  private final Map<String, Map<String, String>> byClaim = new ConcurrentHashMap<>();
  private final Map<String, String> orders = new ConcurrentHashMap<>();
  private final Map<String, byte[]> checkpoints = new ConcurrentHashMap<>();
  private final Deque<Integer> refusals = new ArrayDeque<>(); // guarded by this
  final List<String> told = new CopyOnWriteArrayList<>();
  final List<Long> waits = new CopyOnWriteArrayList<>();
  final List<JsonNode> claims = new CopyOnWriteArrayList<>();
  final ConcurrentLinkedQueue<String> logs = new ConcurrentLinkedQueue<>();
  final List<Double> progress = new CopyOnWriteArrayList<>();
  volatile String idleOrder = "";
  volatile String used = "";
  volatile int claimRefusal;
  volatile boolean forgetsAnswers;
  private final int port;
  private WebServer server;

  FakeService() throws IOException {
    server = serve(0);
    port = server.port();
  }

  private WebServer serve(int onPort) throws IOException {
    List<Route> routes = new ArrayList<>();
    routes.add(Route.post("/work/claim", this::claim));
    routes.add(Route.post("/work/{job}/beat", this::beat));
    routes.add(Route.get("/work/{job}/checkpoint", this::checkpoint));
    routes.add(Route.put("/work/{job}/checkpoint", this::saveCheckpoint));
    for (String end : List.of("complete", "fail", "snooze", "release")) {
      routes.add(Route.post("/work/{job}/" + end, request -> end(request, end)));
    }
    return WebServer.start(WebServerOptions.defaults().withPort(onPort), Routes.of(routes));
  }

  String url() {
    return "http://127.0.0.1:" + port;
  }

  /** As a crash: nobody is answered any more. */
  void stop() {
    server.drain(Duration.ZERO);
  }

  void startAgain() throws IOException {
    server = serve(port);
  }

  /** Hands in a job; {@code headers} are names and values by turns that win over the usual. */
  String add(String type, String payload, String... headers) {
    String id = UUID.randomUUID().toString();
    Map<String, String> job = new ConcurrentHashMap<>();
    job.putAll(
        Map.of(
            "Pagoda-Job", id,
            "Pagoda-Type", type,
            "Pagoda-Attempt", "1",
            "Pagoda-Max-Attempts", "3",
            "Pagoda-Priority", "5",
            "Pagoda-Lease", "lease-" + id,
            "Pagoda-Lease-Seconds", "60",
            "Pagoda-Wait", "20",
            "payload", payload));
    for (int i = 0; i < headers.length; i += 2) {
      job.put(headers[i], headers[i + 1]);
    }
    synchronized (this) {
      jobs.add(job);
    }
    return id;
  }

  void checkpoint(String job, String bytes) {
    checkpoints.put(job, bytes.getBytes(StandardCharsets.UTF_8));
  }

  String savedCheckpoint(String job) {
    return new String(checkpoints.getOrDefault(job, new byte[0]), StandardCharsets.UTF_8);
  }

  /** What the next beats of a job are answered; {@code lost} is a 409. */
  void order(String job, String word) {
    orders.put(job, word);
  }

  /** The next ends are refused with these statuses. */
  synchronized void refuse(Integer... statuses) {
    refusals.addAll(List.of(statuses));
  }

  private Response claim(Request request) throws InterruptedException {
    JsonNode body = request.json();
    claims.add(body);
    waits.add(request.query().number("wait", 0, 55, 0));
    if (claimRefusal > 0) {
      return Response.json(Json.object().put("code", "NO").put("error", "not you"))
          .withStatus(claimRefusal);
    }
    String claim = body.path("claim").asString();
    long end =
        System.nanoTime() + TimeUnit.SECONDS.toNanos(request.query().number("wait", 0, 55, 0));
    do {
      Optional<Map<String, String>> job = taken(claim, body.path("types"));
      if (job.isPresent()) {
        if (forgetsAnswers) {
          forgetsAnswers = false;
          return Response.empty(502); // as a proxy whose connection broke off behind it
        }
        return given(job.get());
      }
      if (!idleOrder.isEmpty()) {
        return Response.noContent().withHeader("Pagoda-Order", idleOrder);
      }
      TimeUnit.NANOSECONDS.sleep(LOOK_NANOS);
    } while (System.nanoTime() - end < 0);
    return Response.noContent();
  }

  private synchronized Optional<Map<String, String>> taken(String claim, JsonNode types) {
    Optional<Map<String, String>> known = Optional.ofNullable(byClaim.get(claim));
    if (known.isPresent()) {
      return known;
    }
    List<String> names = new ArrayList<>();
    types.forEach(type -> names.add(type.asString()));
    Optional<Map<String, String>> job =
        jobs.stream().filter(one -> names.contains(one.get("Pagoda-Type"))).findFirst();
    job.ifPresent(one -> {
      jobs.remove(one);
      byClaim.put(claim, one);
    });
    return job;
  }

  private static Response given(Map<String, String> job) {
    Response response =
        Response.bytes(MediaType.BYTES, job.get("payload").getBytes(StandardCharsets.UTF_8));
    for (Map.Entry<String, String> header : job.entrySet()) {
      if (!header.getKey().equals("payload")) {
        response = response.withHeader(header.getKey(), header.getValue());
      }
    }
    return response;
  }

  private static Optional<Response> unleased(Request request) {
    String job = request.path("job");
    return request.header("Pagoda-Lease").equals(Optional.of("lease-" + job))
        ? Optional.empty()
        : Optional.of(lost());
  }

  private static Response lost() {
    return Response.json(Json.object().put("code", "LEASE_LOST").put("error", "The lease is over"))
        .withStatus(409);
  }

  private Response beat(Request request) throws InterruptedException {
    String job = request.path("job");
    JsonNode body = request.json();
    if (body.has("progress")) {
      progress.add(body.path("progress").asDouble());
    }
    if (body.has("log")) {
      logs.add(body.path("log").asString());
    }
    long wait = request.query().number("wait", 0, 55, 0);
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(wait);
    do {
      String order = orders.getOrDefault(job, "go");
      if (order.equals("lost once")) {
        orders.remove(job);
        return lost();
      }
      if (order.equals("lost") || unleased(request).isPresent()) {
        return lost();
      }
      if (!order.equals("go") || wait == 0) {
        return Response.text(order + "\n").withHeader("Pagoda-Order", order);
      }
      TimeUnit.NANOSECONDS.sleep(LOOK_NANOS);
    } while (System.nanoTime() - end < 0);
    return Response.text("go\n").withHeader("Pagoda-Order", "go");
  }

  private Response checkpoint(Request request) {
    byte[] saved = checkpoints.get(request.path("job"));
    return saved == null ? Response.noContent() : Response.bytes(MediaType.BYTES, saved);
  }

  private Response saveCheckpoint(Request request) {
    checkpoints.put(request.path("job"), request.body());
    return Response.noContent();
  }

  private Response end(Request request, String how) {
    Integer refusal;
    synchronized (this) {
      refusal = refusals.poll();
    }
    if (refusal != null) {
      told.add(refusal + " " + how);
      return Response.json(Json.object().put("code", "X").put("error", "no")).withStatus(refusal);
    }
    Optional<Response> unleased = unleased(request);
    if (unleased.isPresent()) {
      return unleased.get();
    }
    used =
        String.join(
            " ",
            List.of("Pagoda-Exit-Status", "Pagoda-Peak-Memory", "Pagoda-Cpu-Ms").stream()
                .map(name -> request.header(name).orElse(""))
                .toList());
    String query =
        request.query().text("retry").map(t -> " retry=" + t).orElse("")
            + request.query().text("after").map(t -> " after=" + t).orElse("");
    String type =
        request
            .header("Content-Type")
            .filter(_ -> how.equals("complete"))
            .map(t -> " " + t)
            .orElse("");
    told.add(how + query + type + ": " + new String(request.body(), StandardCharsets.UTF_8));
    return Response.json(Json.object().put("job", request.path("job")));
  }

  @Override
  public void close() {
    stop();
  }
}
