package pagoda.system;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** The part of {@link OperationExercises} that is about many jobs at once. */
record ManyJobsExercises(Service service) {
  /** How many operations may be under way. */
  private static final int MOST = 4;

  private static final String NONE = "{\"matching\":{\"q\":\"nothing-has-this\"},\"priority\":2}";
  private static final String[] JSON = {"Content-Type", "application/json"};
  private static final String[] TEXT = {"Content-Type", "text/plain"};

  void addTo(Map<String, OperationExercises.Exercise> all) {
    JobExercises jobs = new JobExercises(service);
    for (String action : List.of("cancel", "retry", "delete", "prioritize")) {
      String target = "/jobs/" + action;
      all.put(
          "POST " + target,
          calls -> {
            String ids = JobExercises.ids(jobs.waiting(), jobs.completed("{}"), "nobody");
            calls.send(200, target, ids, JSON);
            undo(calls.send(202, target, NONE, JSON).path("id").asString());
            calls.send(400, target, "{\"ids\":[]}", JSON);
            calls.send(400, target, "{\"matching\":{}}", JSON);
            String fewer = "{\"matching\":{\"type\":\"cat\"},\"expect\":0,\"priority\":2}";
            JsonNode problem = calls.send(409, target, fewer, JSON);
            assertTrue(problem.path("matched").longValue() > 0, problem::toString);
            calls.send(415, target, ids, TEXT);
            whileBusy(() -> calls.send(503, target, NONE, JSON));
          });
    }
    operations(all);
  }

  /** A delete that can be undone for a while; the id of its operation, none if it is refused. */
  private String planned() throws Exception {
    return Json.parse(service.send("POST", "/jobs/delete", NONE, JSON).body())
        .path("id")
        .asString("");
  }

  private void whileBusy(DescribedCalls.Step step) throws Exception {
    List<String> planned = new ArrayList<>();
    try {
      for (int i = 0; i < MOST; i++) {
        planned.add(planned());
      }
      step.run();
    } finally {
      for (String id : planned) {
        undo(id);
      }
    }
  }

  private void undo(String id) throws Exception {
    service.send("DELETE", "/operations/" + id, "");
  }

  private void operations(Map<String, OperationExercises.Exercise> all) {
    all.put(
        "GET /operations",
        calls -> {
          undo(planned());
          calls.call(200, "/operations?limit=1");
          calls.call(400, "/operations?limit=0");
        });
    all.put(
        "GET /operations/{id}",
        calls -> {
          String id = planned();
          calls.call(200, "/operations/" + id);
          undo(id);
          calls.call(404, "/operations/99999");
        });
    all.put(
        "DELETE /operations/{id}",
        calls -> {
          String target = "/operations/" + planned();
          calls.call(200, target);
          calls.call(200, target);
          calls.call(404, "/operations/99999");
        });
  }
}
