package pagoda.broker.internal.amqp.serve;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import pagoda.broker.BrokerEvent;
import pagoda.broker.internal.amqp.wire.ReceivedRequest;
import pagoda.broker.internal.report.Events;

/**
 * Warns once of clocks that differ. No deadline depends on them, but logs do. A request can not
 * have been sent later than now, nor so long ago that the broker would have expired it.
 */
final class ClockCheck {
  private static final Duration TOLERANCE = Duration.ofSeconds(30);

  private final Clock clock = Clock.systemUTC();
  private final Events events;
  private final AtomicBoolean told = new AtomicBoolean();

  ClockCheck(Events events) {
    this.events = events;
  }

  void look(ReceivedRequest request) {
    if (!told.get()) {
      request.sent().ifPresent(sent -> compare(sent, request));
    }
  }

  private void compare(Instant sent, ReceivedRequest request) {
    Duration age = Duration.between(sent, clock.instant());
    Duration left = Duration.ofMillis(request.millisLeft(Long.MAX_VALUE));
    if (age.compareTo(TOLERANCE.negated()) < 0) {
      tell("ahead of", age.negated());
    } else if (age.minus(TOLERANCE).compareTo(left) > 0) {
      tell("behind", age);
    }
  }

  private void tell(String where, Duration difference) {
    if (told.compareAndSet(false, true)) {
      events.tell(
          new BrokerEvent.Notice(
              "the clock of a caller is %d s %s this one; deadlines hold, times in logs do not agree"
                  .formatted(difference.toSeconds(), where)));
    }
  }
}
