package bench.http;

import java.io.IOException;
import java.time.Duration;
import pagoda.http.EventFilter;
import pagoda.http.EventHub;
import pagoda.http.EventHubOptions;
import pagoda.http.Limits;
import pagoda.http.MediaType;
import pagoda.http.Response;
import pagoda.http.Route;
import pagoda.http.Routes;
import pagoda.http.WebServer;
import pagoda.http.WebServerOptions;

/** The contender: everything pagoda.http does around a handler, with its default limits. */
final class PagodaServer {
  private PagodaServer() {}

  public static void main(String[] args) throws IOException {
    EventHub hub = EventHub.start(EventHubOptions.defaults().withHeartbeat(Duration.ofHours(1)));
    Routes routes =
        Routes.of(
            Route.get("/small", r -> Response.bytes(MediaType.JSON, Bodies.SMALL)),
            Route.get("/medium", r -> Response.bytes(MediaType.JSON, Bodies.MEDIUM)),
            Route.get("/large", r -> Response.stream(MediaType.JSON, new Bodies.Large())),
            Route.post("/jobs", r -> Response.bytes(MediaType.JSON, Bodies.JOB))
                .accepts(MediaType.JSON),
            Route.get("/events", r -> hub.stream(r, EventFilter.ALL)),
            Route.get("/heap", r -> Response.text(Long.toString(Heap.used()))));
    Limits limits = Limits.defaults().withEventStreams(2000).withEventStreamsPerClient(2000);
    WebServer server = WebServer.start(WebServerOptions.defaults().withLimits(limits), routes);
    System.out.println(server.port());
    Heap.untilParentEnds();
  }
}
