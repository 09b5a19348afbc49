/**
 * An HTTP/1.1 server to write handlers for.
 *
 * <p>A {@link pagoda.http.Handler} turns an immutable {@link pagoda.http.Request} into an immutable
 * {@link pagoda.http.Response}, or throws; {@link pagoda.http.Routes} say which handler serves
 * which method and path, for whom, with which body; {@link pagoda.http.WebServer} runs them on one
 * port. What every request needs is done around the handler and nowhere else: strictness, limits,
 * bearer tokens, CORS, errors as problem details, conditions, ranges, the access record.
 *
 * <p>It is not a framework: no TLS, no sessions, no templates, no multipart forms, no mapping of
 * records to JSON, no logging. Put a proxy in front for TLS and HTTP/2.
 */
package pagoda.http;
