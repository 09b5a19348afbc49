/** Runs the linked image as an operator does: under systemd, watched. */
open module pagoda.operate {
  requires java.net.http;
  requires org.junit.jupiter.api;
  requires org.junit.jupiter.params;
  requires pagoda.http.attacks;
  requires pagoda.testing;
  requires tools.jackson.databind;
}
