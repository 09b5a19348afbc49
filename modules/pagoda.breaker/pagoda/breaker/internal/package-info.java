/** The workings of {@code pagoda.breaker}. Nothing here is for use outside the module. */
package pagoda.breaker.internal;
