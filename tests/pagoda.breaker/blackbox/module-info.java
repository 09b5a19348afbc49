/** Tests of pagoda.breaker from outside: they use only what it exports. */
open module pagoda.breaker.blackbox {
  requires jdk.jfr;
  requires jdk.management;
  requires org.junit.jupiter.api;
  requires org.junit.jupiter.params;
  requires pagoda.breaker;
  requires pagoda.testing;
}
