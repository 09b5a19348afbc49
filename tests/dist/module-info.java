/** What `./build.sh dist` hands to others, used as they would. */
open module pagoda.dist {
  requires java.net.http;
  requires java.xml;
  requires org.junit.jupiter.api;
  requires org.junit.jupiter.params;
  requires pagoda.testing;
  requires tools.jackson.databind;
}
