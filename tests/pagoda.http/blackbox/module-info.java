/** Tests of pagoda.http from outside: a real server on a free port, spoken to over sockets. */
open module pagoda.http.blackbox {
  requires java.management;
  requires jdk.httpserver;
  requires org.junit.jupiter.api;
  requires org.junit.jupiter.params;
  requires pagoda.http;
  requires pagoda.http.attacks;
  requires pagoda.testing;
}
