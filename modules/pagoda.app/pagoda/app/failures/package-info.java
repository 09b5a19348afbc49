/**
 * What callers are told when something fails: {@link pagoda.app.failures.Failures} is the one
 * table, for HTTP and for the broker; {@link pagoda.app.failures.FailureCode} the closed list of
 * codes.
 */
package pagoda.app.failures;
