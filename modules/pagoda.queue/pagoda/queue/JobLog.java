package pagoda.queue;

/**
 * A part of what an attempt wrote to its log. Immutable.
 *
 * @param bytes the bytes, in UTF-8; empty when there is no more
 * @param from the position of the first of them in all that was written; later than asked for when
 *     what stood there was left out, since only the first 64 KiB and the last 192 KiB are kept
 * @param next where to read on
 */
public record JobLog(Bytes bytes, long from, long next) {}
