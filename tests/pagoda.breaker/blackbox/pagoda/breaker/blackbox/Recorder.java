package pagoda.breaker.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import pagoda.breaker.CircuitBreaker;
import pagoda.breaker.Transition;
import pagoda.testing.Await;

/** A listener that keeps what it gets. */
final class Recorder {
  private final List<Transition> seen = new CopyOnWriteArrayList<>();

  Recorder(CircuitBreaker breaker) {
    breaker.subscribe(seen::add);
  }

  List<Transition> await(int count) throws Exception {
    Await.until(count + " transitions", () -> seen.size() >= count);
    assertEquals(count, seen.size());
    return seen;
  }

  /** None lost, none doubled, each from where the one before had gone. */
  void assertChain() {
    for (int i = 1; i < seen.size(); i++) {
      assertEquals(seen.get(i - 1).to(), seen.get(i).from());
      assertEquals(seen.get(i - 1).generation() + 1, seen.get(i).generation());
    }
  }
}
