/** What policies have to say to metrics. */
package pagoda.breaker.internal.measure;
