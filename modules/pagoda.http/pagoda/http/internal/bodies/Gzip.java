package pagoda.http.internal.bodies;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/** Packs bytes in memory. */
public final class Gzip {
  private Gzip() {}

  /** As small as it gets, for what is packed once. */
  public static byte[] smallest(byte[] content) {
    return pack(content, Deflater.BEST_COMPRESSION);
  }

  /** Fast, for what is packed anew each time. */
  public static byte[] quickly(byte[] content) {
    return pack(content, Deflater.BEST_SPEED);
  }

  private static byte[] pack(byte[] content, int level) {
    var bytes = new ByteArrayOutputStream(content.length / 2);
    try (var out = new Leveled(bytes, level)) {
      out.write(content);
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail", e);
    }
    return bytes.toByteArray();
  }

  /** {@link GZIPOutputStream} offers its level to subclasses only. */
  private static final class Leveled extends GZIPOutputStream {
    Leveled(ByteArrayOutputStream out, int level) throws IOException {
      super(out);
      def.setLevel(level);
    }
  }
}
