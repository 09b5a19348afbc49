/**
 * Clients that do wrong, slowly, too much or on purpose, and what must be true of any server that
 * meets them. It knows nothing of the module under test: the same attacks run against a server of
 * the library and against the linked image.
 */
open module pagoda.http.attacks {
  requires transitive org.junit.jupiter.api;
  requires org.junit.jupiter.params;
  requires pagoda.testing;

  exports pagoda.http.attacks;
}
