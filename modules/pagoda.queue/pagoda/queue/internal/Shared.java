package pagoda.queue.internal;

import pagoda.queue.QueueConfig;

/**
 * What the parts of a queue share.
 *
 * @param config the settings
 * @param clocks the clocks
 * @param file what the file says
 * @param live what is under way
 */
record Shared(QueueConfig config, Clocks clocks, FileState file, Live live) {}
