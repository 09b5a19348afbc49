package pagoda.queue.internal.round;

import pagoda.queue.QueueOptions;
import pagoda.queue.internal.job.Clocks;
import pagoda.queue.internal.sqlite.FileState;

/**
 * What the parts of a queue share.
 *
 * @param config the settings
 * @param clocks the clocks
 * @param file what the file says
 * @param live what is under way
 */
public record Shared(QueueOptions config, Clocks clocks, FileState file, Live live) {}
