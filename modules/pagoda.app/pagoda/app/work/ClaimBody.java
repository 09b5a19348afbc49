package pagoda.app.work;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.UUID;
import pagoda.http.BadRequestException;
import pagoda.http.Principal;
import pagoda.http.Problem;
import pagoda.http.Request;
import pagoda.queue.lease.ClaimRequest;
import pagoda.queue.lease.JobLeases;
import pagoda.queue.lease.Worker;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads a claim. Members that are not known are ignored, so that newer workers may tell more:
 *
 * <pre>{"worker":"gpu-1","id":"…","claim":"…","types":["resize"],"host":"…","version":"…",
 * "slots":4}</pre>
 */
final class ClaimBody {
  private static final int MOST_SLOTS = 1_000_000;

  private ClaimBody() {}

  static ClaimRequest read(Request request) {
    if (!(request.json() instanceof ObjectNode body)) {
      throw new BadRequestException("The body must be a JSON object with worker and types");
    }
    String client = client(request);
    String name = text(body, "worker");
    Worker worker =
        new Worker(
            body.has("id") ? uuid(body, "id") : ofName(client, name),
            name,
            text(body, "host"),
            text(body, "version"),
            slots(body));
    UUID claim = body.has("claim") ? uuid(body, "claim") : UUID.randomUUID();
    return new ClaimRequest(claim, worker, types(body), wait(request), client);
  }

  /** How long a request may wait, in whole seconds. */
  static Duration wait(Request request) {
    long longest = JobLeases.LONGEST_WAIT.toSeconds();
    return Duration.ofSeconds(request.query().number("wait", 0, longest, 0));
  }

  /** On whose account it waits. */
  private static String client(Request request) {
    Principal caller = request.principal();
    return caller.equals(Principal.ANONYMOUS) ? request.client().getHostAddress() : caller.name();
  }

  /** A worker that has no id of its own is the same one as long as it has this name. */
  private static UUID ofName(String client, String name) {
    return UUID.nameUUIDFromBytes((client + '\n' + name).getBytes(StandardCharsets.UTF_8));
  }

  private static String text(ObjectNode body, String member) {
    JsonNode value = body.path(member);
    if (value.isMissingNode() || value.isNull()) {
      return "";
    }
    if (!value.isString()) {
      throw new BadRequestException(member + " must be a string: " + shown(value));
    }
    return value.stringValue();
  }

  private static UUID uuid(ObjectNode body, String member) {
    String text = text(body, member);
    try {
      return UUID.fromString(text);
    } catch (IllegalArgumentException e) {
      throw new BadRequestException(member + " must be a UUID: " + Problem.shown(text));
    }
  }

  private static int slots(ObjectNode body) {
    JsonNode value = body.path("slots");
    if (value.isMissingNode() || value.isNull()) {
      return 0;
    }
    if (!value.isInt() || value.intValue() < 0 || value.intValue() > MOST_SLOTS) {
      throw new BadRequestException(
          "slots must be a whole number from 0 to " + MOST_SLOTS + ": " + shown(value));
    }
    return value.intValue();
  }

  private static Set<String> types(ObjectNode body) {
    Set<String> types = new LinkedHashSet<>();
    JsonNode list = body.path("types");
    for (JsonNode type : list) {
      if (!type.isString()) {
        throw new BadRequestException("types must be a list of strings: " + shown(list));
      }
      types.add(type.stringValue());
    }
    return types;
  }

  private static String shown(JsonNode value) {
    return Problem.shown(value.toString());
  }
}
