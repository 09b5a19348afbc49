/**
 * What keeps a broker within bounds on either transport: a clock for deadlines, sizes that fit a
 * frame, and a memory of ids that forgets the oldest.
 */
package pagoda.broker.internal.limit;
