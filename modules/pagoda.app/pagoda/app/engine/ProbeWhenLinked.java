package pagoda.app.engine;

import java.time.Duration;
import pagoda.breaker.CircuitBreaker;
import pagoda.breaker.State;
import pagoda.broker.BrokerEvent;
import pagoda.broker.BrokerListener;
import pagoda.broker.LinkState;

/**
 * Lets the breaker of the engines try them as soon as the link to the broker is up again: what was
 * found out about them before says nothing about them now.
 *
 * @param breaker the breaker of the engines
 */
public record ProbeWhenLinked(CircuitBreaker breaker) implements BrokerListener {
  @Override
  public void on(BrokerEvent event) {
    if (event instanceof BrokerEvent.LinkChanged change
        && change.to() == LinkState.UP
        && breaker.snapshot().state() == State.OPEN) {
      breaker.trip(Duration.ofNanos(1), "the link to the broker is up again");
    }
  }
}
