package pagoda.app.client;

import tools.jackson.databind.JsonNode;

/** What a problem document says to a person. */
final class Problems {
  private Problems() {}

  /** The sentence, and what is said of this very occurrence. */
  static String text(JsonNode problem) {
    String error =
        problem.path("error").asString(problem.path("title").asString("no reason given"));
    String detail = problem.path("detail").asString("");
    return detail.isEmpty() || detail.equals(error) ? error : error + " (" + detail + ")";
  }
}
