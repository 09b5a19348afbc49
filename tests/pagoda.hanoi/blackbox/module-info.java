/** Tests of pagoda.hanoi from outside: they use only what it exports. */
open module pagoda.hanoi.blackbox {
  requires jdk.management;
  requires org.junit.jupiter.api;
  requires org.junit.jupiter.params;
  requires pagoda.hanoi;
  requires pagoda.testing;
}
