package pagoda.http;

import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;

/**
 * What there is to know about one request and its answer. Immutable, and free of secrets: no query,
 * no header, no body.
 *
 * @param method as the client wrote it, at most 20 characters
 * @param path the raw path, without the query, at most 200 characters
 * @param route the pattern of the route that served it, such as {@code /jobs/{id}}; empty if none
 *     did. Bounded, so fit for a metric's label
 * @param status the status sent; 0 if the connection ended before one could be
 * @param bytes the bytes of the body sent, without framing
 * @param duration from when the headers had arrived until the end of the answer
 * @param requestId the trace id that the answer names in {@code X-Request-Id}
 * @param client the address of the client, see {@link Request#client()}
 * @param principal the name of the caller, {@code -} if nobody asked
 * @param outcome how it ended
 * @param failure what the handler threw and nobody expected; to be logged, as the client was told
 *     nothing but 500
 */
public record ExchangeRecord(
    String method,
    String path,
    Optional<String> route,
    int status,
    long bytes,
    Duration duration,
    String requestId,
    InetAddress client,
    String principal,
    ExchangeOutcome outcome,
    Optional<Throwable> failure) {}
