package pagoda.queue.store;

import java.util.List;
import java.util.Map;
import pagoda.queue.JobState;
import pagoda.queue.PriorityDepth;

/**
 * How many jobs a store holds, as of one commit. Immutable.
 *
 * @param jobs the jobs of each state
 * @param pending the pending jobs by priority, most urgent first, without empty ones
 * @param parked pending jobs whose type nobody serves here
 * @param retrying scheduled jobs that have failed before
 * @param paused whether claims are paused
 */
public record Totals(
    Map<JobState, Long> jobs,
    List<PriorityDepth> pending,
    long parked,
    long retrying,
    boolean paused) {}
