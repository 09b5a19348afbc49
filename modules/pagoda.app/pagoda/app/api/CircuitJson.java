package pagoda.app.api;

import java.util.Locale;
import pagoda.app.breakers.Breakers;
import pagoda.app.breakers.PastTransition;
import pagoda.breaker.CircuitBreaker;
import pagoda.breaker.Reason;
import pagoda.breaker.Snapshot;
import pagoda.breaker.State;
import pagoda.http.Json;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A breaker as JSON. */
final class CircuitJson {
  private CircuitJson() {}

  static ObjectNode of(CircuitBreaker breaker, Breakers breakers) {
    Snapshot now = breaker.snapshot();
    ObjectNode json = Json.object();
    json.put("name", now.breaker()).put("state", name(now.state()));
    json.put("description", now.describe());
    if (now.state() == State.OPEN) {
      json.put("retry_after_ms", now.retryAfter().toMillis());
    } else {
      json.putNull("retry_after_ms");
    }
    json.putObject("window")
        .put("total", now.window().calls())
        .put("failed", now.window().failed())
        .put("slow", now.window().slow());
    json.put("refused", now.totals().refused()).put("reopenings", now.openings());
    if (now.reason() instanceof Reason.Created) {
      json.putNull("last_reason");
    } else {
      json.put("last_reason", now.reason().text());
    }
    ArrayNode transitions = json.putArray("transitions");
    for (PastTransition past : breakers.history(now.breaker())) {
      transitions
          .addObject()
          .put("at", past.at().toString())
          .put("from", name(past.from()))
          .put("to", name(past.to()))
          .put("reason", past.reason());
    }
    return json;
  }

  static String name(State state) {
    return state.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
