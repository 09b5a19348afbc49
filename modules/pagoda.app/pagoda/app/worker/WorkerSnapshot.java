package pagoda.app.worker;

import java.util.Map;

/**
 * What a worker does now and did so far.
 *
 * @param slots how many jobs it runs at once
 * @param running how many run
 * @param waiting claims that wait at the service for a job
 * @param up whether the service takes its claims
 * @param claimed jobs that it got
 * @param ends attempts by how they ended
 */
public record WorkerSnapshot(
    int slots, int running, int waiting, boolean up, long claimed, Map<AttemptEnd, Long> ends) {
  /** Copies the map. */
  public WorkerSnapshot {
    ends = Map.copyOf(ends);
  }
}
