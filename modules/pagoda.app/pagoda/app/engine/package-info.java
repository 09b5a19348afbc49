/**
 * The engine: what answers the broker's queue {@code hanoi}, for Pagoda's own callers range by
 * range, and for any AMQP program in the original's wire format.
 */
package pagoda.app.engine;
