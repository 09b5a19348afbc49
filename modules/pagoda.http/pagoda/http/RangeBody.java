package pagoda.http;

import java.io.IOException;
import java.io.OutputStream;

/** A body of known length that can be written from any byte on; it serves {@code Range}. */
public interface RangeBody extends Body {
  /**
   * Writes {@code count} bytes from byte {@code from} on.
   *
   * @param from 0 ≤ from; from + count ≤ {@link #length()}
   * @param count at least 1
   * @param out where to write
   * @throws IOException if the client is lost, or the content can not be had
   */
  void writeTo(OutputStream out, long from, long count) throws IOException;

  @Override
  default void writeTo(OutputStream out) throws IOException {
    if (length() > 0) {
      writeTo(out, 0, length());
    }
  }
}
