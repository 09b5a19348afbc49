package pagoda.http.blackbox;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import pagoda.http.Body;
import pagoda.http.EntityTag;
import pagoda.http.EventFilter;
import pagoda.http.EventHub;
import pagoda.http.EventHubOptions;
import pagoda.http.MediaType;
import pagoda.http.RangeBody;
import pagoda.http.Request;
import pagoda.http.Response;
import pagoda.http.Route;
import pagoda.http.Routes;
import pagoda.http.attacks.Target;

/** Routes for tests, in this process or in another one, and what they noticed. */
final class TestRoutes {
  static final EntityTag TAG = EntityTag.strong("v1");

  final AtomicInteger started = new AtomicInteger();
  final AtomicInteger closed = new AtomicInteger();
  final EventHub hub;

  TestRoutes(EventHubOptions options) {
    hub = EventHub.start(options);
  }

  /** A server with these routes, as those who attack it see it. */
  static Target target(int port) {
    return new Target(
        port,
        "/hello",
        "hello",
        "POST /bytes HTTP/1.1\r\nHost: localhost\r\n",
        "hello",
        "/pattern/999999999999",
        "/events",
        "/hello/smuggled",
        "smuggled");
  }

  /** These and {@code more}, for those who may read or submit. */
  Routes with(List<Route> more) {
    return Routes.of(all()).and(more).readableBy(TestRoles.READ).changeableBy(TestRoles.SUBMIT);
  }

  private List<Route> all() {
    List<Route> routes = new ArrayList<>();
    routes.add(Route.get("/hello", r -> Response.text("hello")));
    routes.add(Route.get("/hello/{name}", r -> Response.text("hello " + r.path("name"))));
    routes.add(Route.get("/pattern", r -> pattern(10_000)));
    routes.add(Route.get("/pattern/{bytes}", r -> pattern(Long.parseLong(r.path("bytes")))));
    routes.add(Route.get("/unknown-length", r -> stream(Body.UNKNOWN_LENGTH, 3, -1)));
    routes.add(Route.get("/boom", r -> failing("secret of the handler")));
    routes.add(Route.get("/boom-in-body", r -> stream(100_000, 0, 0)));
    routes.add(Route.get("/boom-after-first-byte", r -> stream(100_000, 100_000, 1)));
    routes.add(Route.get("/boom-after-first-chunk", r -> stream(Body.UNKNOWN_LENGTH, 9, 1)));
    routes.add(Route.get("/too-short", r -> stream(100_000, 1, -1)));
    routes.add(Route.get("/too-long", r -> stream(10, 1, -1)));
    routes.add(Route.get("/error", r -> error()));
    routes.add(Route.get("/alive", r -> Response.text("ok")).open().alwaysAnswered());
    routes.add(Route.get("/who", r -> Response.text(r.principal().name())));
    routes.add(Route.get("/open", r -> Response.text("open")).open());
    routes.add(Route.post("/admin", r -> Response.noContent()).role(TestRoles.ADMIN));
    routes.add(Route.post("/json", r -> Response.json(r.json())).accepts(MediaType.JSON));
    routes.add(Route.post("/bytes", TestRoutes::length));
    routes.add(Route.put("/bytes", TestRoutes::length));
    routes.add(Route.delete("/bytes", r -> Response.noContent()));
    routes.add(
        Route.post("/two", TestRoutes::length)
            .accepts(MediaType.JSON, 100)
            .accepts(MediaType.NDJSON, 1000));
    routes.add(Route.get("/events", r -> hub.stream(r, EventFilter.ALL)));
    return routes;
  }

  private static Response length(Request request) {
    return Response.text(Integer.toString(request.body().length));
  }

  private static Response failing(String message) {
    throw new IllegalStateException(message);
  }

  private static Response error() {
    throw new StackOverflowError("secret of the machine");
  }

  /** Byte i of the body is i mod 251. */
  private Response pattern(long length) {
    return Response.stream(MediaType.BYTES, new Pattern(length)).withETag(TAG);
  }

  private final class Pattern implements RangeBody {
    private final long length;

    Pattern(long length) {
      this.length = length;
      started.incrementAndGet();
    }

    @Override
    public long length() {
      return length;
    }

    @Override
    public void writeTo(OutputStream out, long from, long count) throws IOException {
      byte[] buffer = new byte[65_536];
      for (long done = 0; done < count; done += buffer.length) {
        int size = (int) Math.min(buffer.length, count - done);
        for (int i = 0; i < size; i++) {
          buffer[i] = (byte) ((from + done + i) % 251);
        }
        out.write(buffer, 0, size);
      }
    }

    @Override
    public void close() {
      closed.incrementAndGet();
    }
  }

  /** Writes blocks of 1000 bytes, and fails before the one numbered {@code failAt}. */
  private Response stream(long length, int blocks, int failAt) {
    started.incrementAndGet();
    return Response.stream(MediaType.BYTES, new Blocks(length, blocks, failAt));
  }

  private final class Blocks implements Body {
    private final long length;
    private final int blocks;
    private final int failAt;

    Blocks(long length, int blocks, int failAt) {
      this.length = length;
      this.blocks = blocks;
      this.failAt = failAt;
    }

    @Override
    public long length() {
      return length;
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
      byte[] block = new byte[1000];
      Arrays.fill(block, (byte) 'x');
      for (int i = 0; i <= blocks; i++) {
        if (i == failAt) {
          if (i > 0) {
            out.flush();
          }
          throw new IllegalStateException("secret of the body");
        }
        if (i < blocks) {
          out.write(block);
        }
      }
    }

    @Override
    public void close() {
      closed.incrementAndGet();
    }
  }
}
