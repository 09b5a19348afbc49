package bench.http;

import bench.support.Download;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import pagoda.http.RangeBody;

/** What both contenders answer: bytes of the sizes that the solver's answers have. */
final class Bodies {
  /** The JSON of 5 discs. */
  static final byte[] SMALL = bytes(187);

  /** The JSON of 13 discs. */
  static final byte[] MEDIUM = bytes(49_147);

  /** What a posted job is answered with. */
  static final byte[] JOB = bytes(300);

  /** The JSON of 26 discs. */
  static final long LARGE = Download.BYTES;

  private static final int BLOCK = 256 * 1024;

  private Bodies() {}

  private static byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    Arrays.fill(bytes, (byte) '7');
    return bytes;
  }

  static void writeLarge(OutputStream out, long count) throws IOException {
    byte[] block = bytes(BLOCK);
    for (long left = count; left > 0; left -= BLOCK) {
      out.write(block, 0, (int) Math.min(BLOCK, left));
    }
  }

  static final class Large implements RangeBody {
    @Override
    public long length() {
      return LARGE;
    }

    @Override
    public void writeTo(OutputStream out, long from, long count) throws IOException {
      writeLarge(out, count);
    }
  }
}
