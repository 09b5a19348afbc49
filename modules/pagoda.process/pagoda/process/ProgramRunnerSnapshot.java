package pagoda.process;

/**
 * What a runner does at a moment.
 *
 * @param running how many attempts run
 * @param starts how many attempts it started since it was opened
 * @param swept how many processes of earlier attempts it ended when it was opened
 */
public record ProgramRunnerSnapshot(int running, long starts, int swept) {}
