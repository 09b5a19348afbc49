package pagoda.http.attacks;

import java.io.IOException;
import java.util.List;

/** A server in a process of its own that can be looked into. */
public interface Victim extends AutoCloseable {
  /** Where it is and what can be asked. */
  Target target();

  /** Valid requests of every kind, to be made invalid. */
  List<String> requests();

  /** Its open file descriptors. */
  long files() throws Exception;

  /** Its platform threads. */
  long threads() throws Exception;

  /** The bytes of its heap that are in use after a garbage collection. */
  long heap() throws Exception;

  /** How many requests it is answering now. */
  long inFlight() throws Exception;

  /** What it has said that a healthy server does not say; empty if there is nothing. */
  String complaints() throws Exception;

  @Override
  void close() throws IOException;
}
