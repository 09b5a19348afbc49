package pagoda.http;

import java.io.IOException;
import java.io.OutputStream;

/**
 * The content of a response, produced while it is sent, so that its size costs no memory. Used once
 * and by one thread.
 *
 * @see RangeBody
 */
public interface Body {
  /** The {@link #length()} of a body that does not know it; it is sent in chunks. */
  long UNKNOWN_LENGTH = -1;

  /**
   * {@return the exact number of bytes that {@link #writeTo} writes, or {@link #UNKNOWN_LENGTH}}
   */
  long length();

  /**
   * Writes everything. Each write blocks for as long as the client reads slowly; when the client
   * has gone, or has read nothing for {@link Limits#writeTimeout()}, it throws, and the exception
   * should be let through.
   *
   * @param out where to write
   * @throws IOException if the client is lost, or the content can not be had
   */
  void writeTo(OutputStream out) throws IOException;

  /**
   * Releases what the body holds. Called exactly once, whether it was written, cut short, or, after
   * HEAD, 304 and the like, never asked for.
   */
  default void close() {}
}
