/**
 * What {@code pagoda.breaker} is built from: windows, counters, queues, alarms. Nothing here knows
 * the API, and nothing here is for use outside the module.
 */
package pagoda.breaker.internal;
