/**
 * What Prometheus scrapes: the libraries' snapshots and events as metrics. Names start with {@code
 * pagoda_}, units are seconds and bytes, labels are bounded.
 */
package pagoda.app.metrics;
