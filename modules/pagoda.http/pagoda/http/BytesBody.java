package pagoda.http;

import java.io.IOException;
import java.io.OutputStream;

/** Bytes in memory. They are not copied and must not be changed afterwards. */
final class BytesBody implements RangeBody {
  private final byte[] bytes;

  BytesBody(byte[] bytes) {
    this.bytes = bytes;
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
