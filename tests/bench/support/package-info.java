/** What several benchmarks start: the image, other servers, and wrk. */
package bench.support;
