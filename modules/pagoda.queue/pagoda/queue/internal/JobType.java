package pagoda.queue.internal;

import pagoda.queue.JobHandler;

/**
 * A job type the file knows. Immutable.
 *
 * @param id its number in the file
 * @param name its name
 * @param lane where its jobs run
 * @param handler what runs them; null when this process has no handler for it
 */
record JobType(int id, String name, Lane lane, JobHandler handler) {}
