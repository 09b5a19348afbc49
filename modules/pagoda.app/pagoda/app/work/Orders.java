package pagoda.app.work;

import java.util.Optional;
import pagoda.http.Json;
import pagoda.http.Request;
import pagoda.http.Response;
import pagoda.queue.StopReason;

/** What a beat is answered: whether an attempt is to go on, and why not. */
final class Orders {
  /** The header that says it. */
  static final String HEADER = "Pagoda-Order";

  private Orders() {}

  /** A word, or one JSON object for who asks for that. */
  static Response of(Request request, Optional<StopReason> order) {
    String word = order.map(StopReason::text).orElse("go");
    Response response =
        LeaseAnswer.prefersJson(request)
            ? Response.json(Json.object().put("order", word))
            : Response.text(word + "\n");
    return response.withHeader(HEADER, word);
  }
}
