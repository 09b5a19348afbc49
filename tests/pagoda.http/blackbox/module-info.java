/**
 * Tests of pagoda.http from outside: a real server on a free port, spoken to over sockets.
 *
 * <p>{@link pagoda.http.blackbox.RawConnection} and {@link pagoda.http.blackbox.Answer} know
 * nothing of the module and can speak to any server.
 */
open module pagoda.http.blackbox {
  requires java.management;
  requires jdk.httpserver;
  requires org.junit.jupiter.api;
  requires org.junit.jupiter.params;
  requires pagoda.http;
  requires pagoda.testing;

  exports pagoda.http.blackbox;
}
