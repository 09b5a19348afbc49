package pagoda.app.jobs;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Executors;
import pagoda.breaker.CircuitBreaker;
import pagoda.breaker.Classifier;
import pagoda.breaker.Resilience;
import pagoda.breaker.Timeout;
import pagoda.breaker.TimeoutExceededException;

/**
 * Asks another service by HTTP/1.1, under a circuit breaker and a time limit for the whole
 * exchange.
 *
 * <p>A refusal of the job (4xx) shows that the service works, so it is no failure for the breaker;
 * 408, 425 and 429 are, since they ask to come back later. What the service says in the body is not
 * read.
 */
public final class ValidationService implements Validation, AutoCloseable {
  /** Refusals of the job are the service's ordinary answers. */
  public static final Classifier CLASSIFIER =
      Classifier.standard().succeedingOn(e -> e instanceof ValidationRejectedException);

  private static final Set<Integer> COME_BACK = Set.of(408, 425, 429);

  private final URI address;
  private final Resilience policies;
  private final HttpClient client;

  /** Asks {@code address} for at most {@code timeout}, unless {@code breaker} refuses. */
  public ValidationService(URI address, Duration timeout, CircuitBreaker breaker) {
    this.address = address;
    policies = Resilience.none().with(breaker).with(Timeout.of(timeout));
    client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(timeout)
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .build();
  }

  @Override
  public void check(byte[] body) throws InterruptedException {
    policies.<Void, InterruptedException>call(() -> {
      ask(body);
      return null;
    });
  }

  private void ask(byte[] body) throws InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(address)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofByteArray(body))
            .build();
    int status;
    try {
      HttpResponse<Void> response = client.send(request, BodyHandlers.discarding());
      status = response.statusCode();
    } catch (IOException e) {
      throw new ValidationFailedException("the validation service does not answer: " + e, e);
    }
    if (status / 100 == 4 && !COME_BACK.contains(status)) {
      throw new ValidationRejectedException(status);
    }
    if (status / 100 != 2) {
      throw new ValidationFailedException("the validation service answered " + status, null);
    }
  }

  /** Whether {@code failure} means that nobody could tell. */
  public static boolean isFailure(Throwable failure) {
    return failure instanceof ValidationFailedException
        || failure instanceof TimeoutExceededException;
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
