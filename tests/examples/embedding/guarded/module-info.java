/** Asks another service for prices, under a breaker. */
module example.guarded {
  requires java.net.http;
  requires jdk.httpserver;
  requires pagoda.breaker;
}
