package pagoda.app.api;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import pagoda.app.jobs.TypeDefaults;
import pagoda.app.jobs.Validation;
import pagoda.http.BadRequestException;
import pagoda.http.Json;
import pagoda.http.MediaType;
import pagoda.http.Principal;
import pagoda.http.Request;
import pagoda.http.Response;
import pagoda.queue.Enqueued;
import pagoda.queue.ItemOutcome;
import pagoda.queue.JobQueue;
import pagoda.queue.JobRequest;

/**
 * A batch of jobs, one JSON object a line; the answer has a job or a problem a line, in the same
 * order. Each line stands alone: one that is refused keeps no other from being accepted.
 */
final class JobBatch {
  static final int MAX_BYTES = 16 << 20;
  static final int MAX_LINES = 10_000;

  private final JobQueue queue;
  private final Validation validation;
  private final TypeDefaults defaults;

  JobBatch(JobQueue queue, Validation validation, TypeDefaults defaults) {
    this.defaults = defaults;
    this.queue = queue;
    this.validation = validation;
  }

  Response submit(Request request) throws InterruptedException {
    if (request.header("Idempotency-Key").isPresent()) {
      throw new BadRequestException("Idempotency-Key is for one job, not for a batch");
    }
    List<byte[]> lines = lines(request.body());
    List<byte[]> answers = new ArrayList<>(lines.size());
    List<JobRequest> accepted = new ArrayList<>(lines.size());
    List<Integer> places = new ArrayList<>(lines.size());
    for (byte[] line : lines) {
      try {
        accepted.add(check(line, request.principal()));
        places.add(answers.size());
        answers.add(null);
      } catch (RuntimeException e) {
        answers.add(Errors.document(e));
      }
    }
    List<ItemOutcome<Enqueued>> outcomes = queue.enqueueAll(accepted);
    for (int i = 0; i < outcomes.size(); i++) {
      answers.set(places.get(i), answer(outcomes.get(i), accepted.get(i)));
    }
    return Response.bytes(MediaType.NDJSON, join(answers));
  }

  private JobRequest check(byte[] line, Principal caller) throws InterruptedException {
    JobRequest job = JobRequests.read(line, Optional.empty(), defaults);
    caller.require(Roles.SUBMIT.of(job.type()));
    queue.admit(job);
    validation.check(line);
    return job;
  }

  private static byte[] answer(ItemOutcome<Enqueued> outcome, JobRequest request) {
    return switch (outcome) {
      case ItemOutcome.Accepted<Enqueued>(Enqueued enqueued) ->
          Json.write(JobJson.accepted(enqueued.job(), request.payload()));
      case ItemOutcome.Refused<Enqueued>(var reason) -> Errors.document(reason);
    };
  }

  /** The lines that are not empty. */
  private static List<byte[]> lines(byte[] body) {
    List<byte[]> lines = new ArrayList<>();
    int start = 0;
    for (int i = 0; i <= body.length; i++) {
      if (i == body.length || body[i] == '\n') {
        if (i > start && !(i == start + 1 && body[start] == '\r')) {
          lines.add(java.util.Arrays.copyOfRange(body, start, i));
        }
        start = i + 1;
      }
    }
    if (lines.isEmpty() || lines.size() > MAX_LINES) {
      throw new BadRequestException(
          "A batch has 1 to %d lines: %d".formatted(MAX_LINES, lines.size()));
    }
    return lines;
  }

  private static byte[] join(List<byte[]> lines) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] line : lines) {
      out.writeBytes(line);
      out.write('\n');
    }
    return out.toByteArray();
  }
}
