package pagoda.app.work;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import pagoda.app.api.JobJson;
import pagoda.http.Json;
import pagoda.http.MediaType;
import pagoda.http.NotAcceptableException;
import pagoda.http.Request;
import pagoda.http.Response;
import pagoda.queue.Bytes;
import pagoda.queue.Job;
import pagoda.queue.lease.JobLeases;
import pagoda.queue.lease.Lease;
import tools.jackson.databind.node.ObjectNode;

/**
 * A job that a worker got. What there is to know of it stands in headers and the body is the
 * payload, so that curl needs no JSON; whoever accepts JSON only gets one object besides.
 */
final class LeaseAnswer {
  private LeaseAnswer() {}

  static Response of(Request request, Lease lease) {
    ObjectNode facts = facts(lease);
    Response response = prefersJson(request) ? json(lease, facts.deepCopy()) : payload(lease);
    for (var fact : facts.properties()) {
      response = response.withHeader(header(fact.getKey()), fact.getValue().asString());
    }
    Optional<String> trace = lease.job().envelope().traceparent();
    return trace.isPresent() ? response.withHeader("traceparent", trace.get()) : response;
  }

  /** True for who asks for JSON before anything else. */
  static boolean prefersJson(Request request) {
    try {
      return request.negotiate(MediaType.BYTES, MediaType.JSON).equals(MediaType.JSON);
    } catch (NotAcceptableException e) {
      return false; // such as image/png: the payload may well be one
    }
  }

  /** Named as in JSON; their headers are named alike. */
  private static ObjectNode facts(Lease lease) {
    Job job = lease.job();
    ObjectNode facts = Json.object();
    facts.put("job", job.id().toString()).put("type", job.type());
    facts.put("attempt", job.attempt()).put("max_attempts", job.maxAttempts());
    facts.put("priority", job.priority()).put("lease", lease.token().text());
    facts.put("lease_seconds", lease.length().toSeconds());
    facts.put("wait_seconds", longestWait(lease).toSeconds());
    facts.put("timeout_seconds", Math.max(1, lease.timeLimit().toSeconds()));
    lease.checkpoint().ifPresent(saved -> facts.put("checkpoint_bytes", saved.size()));
    if (lease.alone()) {
      facts.put("alone", true);
    }
    return facts;
  }

  private static Duration longestWait(Lease lease) {
    Duration third = lease.length().dividedBy(3);
    return third.compareTo(JobLeases.LONGEST_WAIT) < 0 ? third : JobLeases.LONGEST_WAIT;
  }

  /** {@code max_attempts} is {@code Pagoda-Max-Attempts}, {@code wait_seconds} Pagoda-Wait. */
  private static String header(String member) {
    return switch (member) {
      case "wait_seconds" -> "Pagoda-Wait";
      case "checkpoint_bytes" -> "Pagoda-Checkpoint";
      default -> {
        StringBuilder name = new StringBuilder("Pagoda");
        for (String word : member.split("_", -1)) {
          name.append('-').append(word.substring(0, 1).toUpperCase(Locale.ROOT));
          name.append(word.substring(1));
        }
        yield name.toString();
      }
    };
  }

  private static Response payload(Lease lease) {
    Bytes payload = lease.payload();
    Response response =
        Response.bytes(
            JobJson.isJson(payload) ? MediaType.JSON : MediaType.BYTES, payload.toArray());
    return lease
        .job()
        .envelope()
        .contentType()
        .filter(type -> type.chars().allMatch(c -> c >= ' ' && c <= '~')) // AMQP takes any text
        .map(type -> response.withHeader("Content-Type", type))
        .orElse(response);
  }

  private static Response json(Lease lease, ObjectNode json) {
    Job.Envelope envelope = lease.job().envelope();
    envelope.contentType().ifPresent(type -> json.put("content_type", type));
    envelope.traceparent().ifPresent(trace -> json.put("traceparent", trace));
    if (!envelope.labels().isEmpty()) {
      envelope.labels().forEach(json.putArray("labels")::add);
    }
    JobJson.bytes(json, "payload", lease.payload());
    return Response.json(json);
  }
}
