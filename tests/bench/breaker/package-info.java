/** The circuit breaker beside resilience4j and Failsafe. */
package bench.breaker;
