/**
 * The control: scenarios that other circuit breakers fail, run against them and against Pagoda's.
 * What each fails is expected here, so that the table in the module's README stays true.
 */
open module pagoda.breaker.peers {
  requires dev.failsafe.core;
  requires io.github.resilience4j.bulkhead;
  requires io.github.resilience4j.circuitbreaker;
  requires io.github.resilience4j.core;
  requires org.junit.jupiter.api;
  requires org.junit.jupiter.params;
  requires org.slf4j;
  requires pagoda.breaker;
  requires pagoda.testing;
}
