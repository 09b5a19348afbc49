/** The Pagoda program: settings, endpoints and the wiring of the five libraries. */
module pagoda.app {
  requires java.logging;
  requires jdk.unsupported;
  requires pagoda.breaker;
  requires pagoda.hanoi;
  requires pagoda.http;
}
