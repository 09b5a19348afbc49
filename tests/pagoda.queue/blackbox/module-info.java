/** Tests of pagoda.queue from outside: they use only what it exports. */
open module pagoda.queue.blackbox {
  requires java.sql;
  requires org.junit.jupiter.api;
  requires org.junit.jupiter.params;
  requires org.xerial.sqlitejdbc;
  requires pagoda.queue;
  requires pagoda.testing;
}
