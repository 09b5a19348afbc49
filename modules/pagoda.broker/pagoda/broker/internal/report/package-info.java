/** What a broker tells of itself: events to its listeners, and counts of how calls ended. */
package pagoda.broker.internal.report;
