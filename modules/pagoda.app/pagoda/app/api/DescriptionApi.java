package pagoda.app.api;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import pagoda.http.MediaType;
import pagoda.http.Response;
import pagoda.http.Route;

/**
 * {@code GET /openapi.json}, {@code GET /asyncapi.json}: what may be asked over HTTP and over
 * RabbitMQ, and what is answered, for programs to read. The two files stand beside this class.
 */
public final class DescriptionApi {
  /** The description of the HTTP API, OpenAPI 3.1. */
  static final String OF_HTTP = "openapi.json";

  /** The description of the queues in RabbitMQ, AsyncAPI 3.0. */
  static final String OF_QUEUES = "asyncapi.json";

  /** The routes. */
  public List<Route> routes() {
    return List.of(route(OF_HTTP), route(OF_QUEUES));
  }

  private static Route route(String file) {
    return Route.get("/" + file, request -> Response.bytes(MediaType.JSON, read(file))).open();
  }

  /**
   * Read anew each time: who generates a client asks once, and the others need no memory for it.
   */
  private static byte[] read(String file) {
    try (InputStream in = DescriptionApi.class.getResourceAsStream(file)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
