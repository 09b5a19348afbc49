package pagoda.queue.internal;

import java.util.List;

/**
 * What is to be done off the writer after a commit. Immutable.
 *
 * @param commands whose callers get their answers
 * @param claimed the attempts to begin
 * @param changed the jobs that listeners and waiters hear of
 * @param paused the new pause state; null when it did not change
 */
record Committed(List<Command> commands, List<Run> claimed, List<JobRow> changed, Boolean paused) {}
