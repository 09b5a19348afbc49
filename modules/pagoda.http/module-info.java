/**
 * A thin layer on the JDK's HTTP server that holds up in public: routes on the raw path, JSON
 * trees, problem details, content negotiation, conditional requests, byte ranges, static files,
 * server-sent events, bearer tokens, limits, and an ordered drain. Handlers run on virtual threads.
 *
 * {@snippet lang=java :
 * import java.net.URI;
 * import pagoda.http.*;
 *
 * class Greeter {
 *   public static void main(String[] arguments) throws Exception {
 *     Routes routes =
 *         Routes.of(
 *             Route.get("/hello/{name}", request -> Response.text("Hello, " + request.path("name"))));
 *     try (WebServer server = WebServer.start(WebServerOptions.defaults(), routes);
 *         var answer = URI.create(server.url() + "/hello/Ada").toURL().openStream()) {
 *       System.out.println(new String(answer.readAllBytes()));
 *     }
 *   }
 * }
 * }
 */
module pagoda.http {
  requires jdk.httpserver;
  requires transitive tools.jackson.databind;

  exports pagoda.http;
}
