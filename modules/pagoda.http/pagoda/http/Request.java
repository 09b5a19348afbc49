package pagoda.http;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import pagoda.http.internal.exchange.ReceivedRequest;
import tools.jackson.databind.JsonNode;

/** One request, checked and with its body read. Immutable, so it may be handed to other threads. */
public sealed interface Request permits ReceivedRequest {
  /** {@return the method as the client wrote it; methods are case-sensitive} */
  String method();

  /** {@return the path as the client wrote it, percent-encoding and all} */
  String path();

  /**
   * {@return the decoded segment that stands for {@code {name}} in the route's pattern; never
   * empty, without slashes, control characters or dots alone}
   *
   * @param name the name, in any case
   * @throws IllegalArgumentException if the pattern has no such name
   */
  String path(String name);

  /** {@return the parameters after the {@code ?}} */
  Query query();

  /**
   * {@return the first value of a header, whatever the case of its name}
   *
   * @param name the name, in any case
   */
  Optional<String> header(String name);

  /**
   * {@return all values of a header, in order; empty if there is none}
   *
   * @param name the name, in any case
   */
  List<String> headers(String name);

  /**
   * {@return the media type of the body; empty if there is no {@code Content-Type} or it is
   * malformed}
   */
  default Optional<MediaType> contentType() {
    return header("Content-Type").flatMap(MediaType::parse);
  }

  /**
   * {@return the body, exactly as it arrived; empty if there is none} Not copied: do not change it.
   */
  byte[] body();

  /**
   * {@return the body as a JSON tree, parsed anew at each call}
   *
   * @throws BadRequestException if it is no strict JSON
   * @see Json
   */
  default JsonNode json() {
    return Json.parse(body());
  }

  /** {@return the address of the client; behind a trusted proxy, the one the proxy names} */
  InetAddress client();

  /** {@return where this request stands in a trace; a new one unless the client sent one} */
  TraceContext trace();

  /** {@return what the answer names in {@code X-Request-Id}: the trace id} */
  default String requestId() {
    return trace().traceId();
  }

  /** {@return who makes the request} */
  Principal principal();

  /**
   * {@return the best of {@code offered} for this client's {@code Accept}; the first one if the
   * client has no preference} The answer should carry {@code Vary: Accept}.
   *
   * @param offered the media types there are, the preferred first
   * @throws NotAcceptableException if the client accepts none of them
   */
  MediaType negotiate(MediaType... offered);

  /**
   * {@return how many of the {@code length} bytes of a body are asked for: fewer than all only if
   * {@code Range} names one part of it and {@code If-Range} does not stand against it; 0 if nothing
   * of it is there}
   *
   * @param length the length of the whole body in bytes
   * @param current the entity tag that the answer will have; empty if it will have none
   */
  long bytesAsked(long length, Optional<EntityTag> current);

  /**
   * Checks {@code If-Match} and {@code If-None-Match} before a change. For GET and HEAD the server
   * checks by itself, from the {@code ETag} of the response.
   *
   * @param current the tag of the resource as it is; empty if it does not exist
   * @throws PreconditionFailedException if the client expects another state
   */
  void checkPreconditions(Optional<EntityTag> current);

  /**
   * {@return the value of a preference in {@code Prefer} (RFC 7240), such as {@code wait}}
   *
   * @param name the name, in any case
   */
  Optional<String> prefer(String name);
}
