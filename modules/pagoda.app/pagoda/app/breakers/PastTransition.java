package pagoda.app.breakers;

import java.time.Instant;
import pagoda.breaker.State;

/**
 * A transition that was.
 *
 * @param at when, by the wall clock
 * @param from the state left
 * @param to the state entered
 * @param reason why, in words
 */
public record PastTransition(Instant at, State from, State to, String reason) {}
