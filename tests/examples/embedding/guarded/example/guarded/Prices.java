package example.guarded;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import pagoda.breaker.BreakerPolicy;
import pagoda.breaker.CircuitBreaker;
import pagoda.breaker.CircuitOpenException;
import pagoda.breaker.Resilience;
import pagoda.breaker.Timeout;

/** The client of another service: after three failures in a row it is left alone for a while. */
final class Prices {
  private final CircuitBreaker breaker = CircuitBreaker.of("prices", BreakerPolicy.defaults());
  private final Resilience guard =
      Resilience.none().with(breaker).with(Timeout.of(Duration.ofSeconds(10)));
  private final HttpClient client;
  private final URI service;
  private String last = "no price yet";

  Prices(HttpClient client, URI service) {
    this.client = client;
    this.service = service;
  }

  /** The price; the last known one while the service is left alone. */
  String price() throws Exception {
    try {
      last = guard.call(this::ask);
      return last;
    } catch (CircuitOpenException e) {
      return last + ", a while ago";
    }
  }

  /** A status is no failure to HttpClient, so the answers that are one are told to the breaker. */
  private String ask() throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(service).build();
    HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
    if (response.statusCode() >= 500) {
      throw new IOException("the service answered " + response.statusCode());
    }
    return response.body();
  }

  String state() {
    return breaker.snapshot().state().toString();
  }
}
