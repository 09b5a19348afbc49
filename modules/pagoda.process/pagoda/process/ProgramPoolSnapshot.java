package pagoda.process;

/**
 * What a pool does at a moment.
 *
 * @param busy how many processes work
 * @param idle how many wait for a job
 * @param starts how many processes were started
 * @param jobs how many jobs were given to one
 */
public record ProgramPoolSnapshot(int busy, int idle, long starts, long jobs) {}
