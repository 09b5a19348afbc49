/**
 * Circuit breaker, retry, hedge, timeout, bulkhead and rate limiter, without dependencies.
 *
 * {@snippet lang=java :
 * import java.time.Duration;
 * import pagoda.breaker.*;
 *
 * class Example {
 *   public static void main(String[] args) throws Exception {
 *     var breaker = CircuitBreaker.of("quotes", BreakerPolicy.defaults());
 *     var guard = Resilience.none().with(breaker).with(Timeout.of(Duration.ofSeconds(2)));
 *     System.out.println(guard.call(() -> "a quote") + ", " + breaker.describe());
 *     breaker.trip(Duration.ofMinutes(1), "maintenance");
 *     System.out.println(breaker.callOr(() -> "a quote", refusal -> "an old quote"));
 *   }
 * }
 * }
 */
module pagoda.breaker {
  requires static jdk.jfr;

  exports pagoda.breaker;
}
