package pagoda.http.internal.bodies;

import java.io.IOException;
import java.io.OutputStream;
import pagoda.http.RangeBody;

/** Bytes in memory. They are not copied and must not be changed afterwards. */
public final class BytesBody implements RangeBody {
  private final byte[] bytes;

  public BytesBody(byte[] bytes) {
    this.bytes = bytes;
  }

  /** The bytes themselves, not to be changed. */
  public byte[] bytes() {
    return bytes;
  }

  @Override
  public long length() {
    return bytes.length;
  }

  @Override
  public void writeTo(OutputStream out, long from, long count) throws IOException {
    out.write(bytes, (int) from, (int) count);
  }
}
