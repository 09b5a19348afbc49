/**
 * Programs as attempts of work: {@link pagoda.process.ProgramRunner} runs one from start to the end
 * of its whole process tree, {@link pagoda.process.ProgramPool} keeps processes and feeds them jobs
 * line by line.
 *
 * <p>It starts no shell on a caller's words, knows nothing of queues, and decides nothing about
 * retries: it tells how an attempt ended.
 */
package pagoda.process;
