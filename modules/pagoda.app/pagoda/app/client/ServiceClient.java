package pagoda.app.client;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import pagoda.app.cli.Arguments;
import pagoda.app.cli.Console;
import pagoda.app.cli.SettingsOptions;
import pagoda.app.settings.SystemReason;
import pagoda.http.Json;
import pagoda.http.ProblemException;
import tools.jackson.databind.JsonNode;

/**
 * Asks a service: where {@code --url} says, else {@code PAGODA_URL}, else where the settings would
 * have one listen here. Whatever but success is a {@link ServiceException}.
 */
final class ServiceClient implements AutoCloseable {
  private static final Duration CONNECT = Duration.ofSeconds(5);

  private final HttpClient http = HttpClient.newBuilder().connectTimeout(CONNECT).build();
  private final String url;
  private final Optional<String> token;

  private ServiceClient(String url, Optional<String> token) {
    this.url = url;
    this.token = token;
  }

  /** The client that a command line asks for. */
  static ServiceClient of(Arguments arguments, Console console) {
    Optional<String> named = arguments.value("url").or(() -> variable(console, "PAGODA_URL"));
    String url = named.orElseGet(() -> ServiceUrl.local(SettingsOptions.load(arguments, console)));
    Optional<Path> file =
        arguments.path("token-file").or(() -> variable(console, "PAGODA_TOKEN_FILE").map(Path::of));
    return new ServiceClient(ServiceUrl.checked(url), file.map(ServiceClient::token));
  }

  private static Optional<String> variable(Console console, String name) {
    return Optional.ofNullable(console.variables().get(name)).filter(text -> !text.isBlank());
  }

  private static String token(Path file) {
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new ServiceException("token file " + file + ": " + SystemReason.of(e));
    }
  }

  /** What the service answers to a GET. */
  JsonNode get(String path) throws InterruptedException {
    return Json.parse(bytes(request(path)));
  }

  /** What it answers to a request with a JSON body. */
  JsonNode send(String method, String path, JsonNode body) throws InterruptedException {
    return Json.parse(
        bytes(
            request(path)
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofByteArray(Json.write(body)))));
  }

  /** What it answers to such a request. */
  JsonNode post(String path, BodyPublisher body, String... headers) throws InterruptedException {
    return Json.parse(bytes(request(path).headers(headers).POST(body)));
  }

  /** The bytes that it answers with. */
  byte[] bytes(HttpRequest.Builder request) throws InterruptedException {
    try (InputStream in = open(request)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw unreachable(e);
    }
  }

  /** The bytes that it answers with, as they come. */
  InputStream open(HttpRequest.Builder request) throws InterruptedException {
    return answer(request).body();
  }

  /** The same with its headers. */
  HttpResponse<InputStream> answer(HttpRequest.Builder request) throws InterruptedException {
    HttpResponse<InputStream> answer;
    try {
      answer = http.send(request.build(), BodyHandlers.ofInputStream());
      if (answer.statusCode() / 100 == 2) {
        return answer;
      }
      try (InputStream body = answer.body()) {
        throw refusal(answer.statusCode(), body.readAllBytes());
      }
    } catch (IOException e) {
      throw unreachable(e);
    }
  }

  /** A request with the token. */
  HttpRequest.Builder request(String path) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + path));
    token.ifPresent(t -> request.header("Authorization", "Bearer " + t));
    return request;
  }

  ServiceAwayException unreachable(IOException failure) {
    return new ServiceAwayException(url + " cannot be reached: " + SystemReason.of(failure));
  }

  private ServiceException refusal(int status, byte[] body) {
    String text = new String(body, StandardCharsets.UTF_8).strip();
    try {
      JsonNode problem = Json.parse(body);
      text = problem.path("code").asString("") + ": " + Problems.text(problem);
    } catch (ProblemException e) { // not one of ours: a proxy's page, perhaps
      text = text.lines().findFirst().orElse("");
    }
    return new ServiceException("%s answered %d %s".formatted(url, status, text).strip());
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
