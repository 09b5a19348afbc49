package pagoda.app.worker;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import pagoda.http.Json;
import pagoda.queue.Bytes;
import tools.jackson.databind.node.ObjectNode;

/**
 * The requests of the work protocol over HTTP. Each future ends, after its time at the latest; to
 * cancel one gives the request up. Thread-safe.
 */
final class WorkClient implements AutoCloseable {
  /** What is read of an answer: a payload or a checkpoint has up to 16 MiB, or 256 if so set. */
  private static final long MOST_BYTES = 256L << 20;

  private static final Duration CONNECT = Duration.ofSeconds(5);

  /** What the way to the service and back may take beyond a wait that was asked for. */
  private static final Duration WAY = Duration.ofSeconds(10);

  /** For what carries a result or a checkpoint. */
  private static final Duration CARRIES = Duration.ofMinutes(2);

  /** So long a connection is used: a balancer's and a name's changes are seen then. */
  private static final Duration LIFE = Duration.ofMinutes(10);

  private final String url;
  private final Supplier<Optional<String>> token;
  private final Optional<SSLContext> tls;
  private HttpClient http;
  private long bornNanos;

  /**
   * Connects to nothing yet.
   *
   * @param url the service
   * @param token asked for at each request, so that a changed one is noticed
   * @param tls whom to trust; empty for whom the Java runtime trusts
   */
  WorkClient(String url, Supplier<Optional<String>> token, Optional<SSLContext> tls) {
    this.url = url;
    this.token = token;
    this.tls = tls;
    http = fresh();
  }

  private HttpClient fresh() {
    bornNanos = System.nanoTime();
    HttpClient.Builder builder =
        HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(CONNECT);
    tls.ifPresent(builder::sslContext);
    return builder.build();
  }

  private synchronized HttpClient http() {
    if (System.nanoTime() - bornNanos > LIFE.toNanos()) {
      http.shutdown(); // what is under way ends well
      http = fresh();
    }
    return http;
  }

  String url() {
    return url;
  }

  /** Asks for a job of these types; a repeat with the same {@code claim} gets the same job. */
  CompletableFuture<WorkAnswer> claim(
      WorkerIdentity worker, UUID claim, Collection<String> types, Duration wait) {
    ObjectNode body = Json.object();
    body.put("worker", worker.name()).put("id", worker.id().toString());
    body.put("claim", claim.toString()).put("host", worker.host());
    body.put("version", worker.version()).put("slots", worker.slots());
    types.forEach(body.putArray("types")::add);
    return json("/work/claim?wait=" + wait.toSeconds(), Optional.empty(), body, wait);
  }

  /** A sign of life; answered at once on an order, else after the wait. */
  CompletableFuture<WorkAnswer> beat(ClaimedJob claimed, Report report, Duration wait) {
    ObjectNode body = Json.object();
    report.progress().ifPresent(fraction -> body.put("progress", fraction));
    if (!report.log().isEmpty()) {
      body.put("log", report.log());
    }
    String path = path(claimed, "/beat?wait=" + wait.toSeconds());
    return json(path, Optional.of(claimed.token()), body, wait);
  }

  private CompletableFuture<WorkAnswer> json(
      String path, Optional<String> lease, ObjectNode body, Duration wait) {
    BodyPublisher bytes = BodyPublishers.ofByteArray(Json.write(body));
    HttpRequest.Builder request =
        HttpRequest.newBuilder().header("Content-Type", "application/json").POST(bytes);
    return send(path, lease, request, wait.plus(WAY));
  }

  /**
   * Any other request about a job.
   *
   * @param what the last part of its path, with its query
   * @param headers names and values by turns
   */
  CompletableFuture<WorkAnswer> about(
      ClaimedJob claimed, String method, String what, BodyPublisher body, String... headers) {
    HttpRequest.Builder request = HttpRequest.newBuilder().method(method, body);
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    return send(path(claimed, what), Optional.of(claimed.token()), request, CARRIES);
  }

  private static String path(ClaimedJob claimed, String what) {
    return "/work/" + claimed.job().id() + what;
  }

  private CompletableFuture<WorkAnswer> send(
      String path, Optional<String> lease, HttpRequest.Builder request, Duration limit) {
    request.uri(URI.create(url + path)).header("Pagoda-Protocol", "1");
    lease.ifPresent(value -> request.header("Pagoda-Lease", value));
    try {
      token.get().ifPresent(value -> request.header("Authorization", "Bearer " + value));
    } catch (RuntimeException unreadable) { // the token's file, which may be whole again later
      return CompletableFuture.failedFuture(new IOException(unreadable.getMessage(), unreadable));
    }
    CompletableFuture<HttpResponse<byte[]>> sent =
        http()
            .sendAsync(
                request.build(), BodyHandlers.limiting(BodyHandlers.ofByteArray(), MOST_BYTES));
    CompletableFuture<WorkAnswer> answer =
        sent.thenApply(response ->
                new WorkAnswer(
                    response.statusCode(), response.headers(), Bytes.of(response.body())))
            .orTimeout(limit.toMillis(), TimeUnit.MILLISECONDS);
    var _ =
        answer.whenComplete((_, failure) -> {
          if (failure != null) {
            sent.cancel(true); // given up, or too slow: the connection must not linger
          }
        });
    return answer;
  }

  @Override
  public synchronized void close() {
    http.shutdownNow();
  }
}
