package pagoda.broker;

import java.time.Duration;

/**
 * How a broker's link stood at one moment. Immutable. Counters never decrease.
 *
 * @param state the state
 * @param inState for how long it has been in that state
 * @param address where it is or was last connected to; empty before the first connection, and
 *     {@code embedded} for the embedded transport
 * @param epoch the number of the connection, counted from 1; 0 before the first
 * @param reconnects how many connections followed a lost one
 * @param blockedTotal how long the broker has refused messages, all in all
 * @param lastError why the last connection ended or could not be made; empty if none did
 * @param listenerFailures how many times a listener threw
 */
public record LinkSnapshot(
    LinkState state,
    Duration inState,
    String address,
    long epoch,
    long reconnects,
    Duration blockedTotal,
    String lastError,
    long listenerFailures) {}
