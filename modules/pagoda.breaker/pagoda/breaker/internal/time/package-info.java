/** Clock, jitter, and the alarm that ends a call which takes too long. */
package pagoda.breaker.internal.time;
