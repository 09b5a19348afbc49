package pagoda.breaker;

import java.time.Duration;

/**
 * One change of a breaker's generation, as its listeners get it. Immutable.
 *
 * <p>Transitions of one breaker arrive in order: {@code from} is always the {@code to} of the one
 * before, and generations follow one another without a gap. From and to may be equal: a tripped
 * breaker may be tripped again, a closed one reset, and probes are followed by a ramp.
 *
 * @param breaker the breaker's name
 * @param from the state left
 * @param to the state entered
 * @param generation the number of the generation that begins
 * @param reason why
 * @param openFor how long the breaker will be open; in {@link State#SHADOW}, how long it would have
 *     been; else zero
 * @param at the breaker as it was just before
 * @since 0.1.0
 */
public record Transition(
    String breaker,
    State from,
    State to,
    long generation,
    Reason reason,
    Duration openFor,
    Snapshot at)
    implements ResilienceEvent {

  /** {@return the breaker's name} */
  @Override
  public String source() {
    return breaker;
  }
}
