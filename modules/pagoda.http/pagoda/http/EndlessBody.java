package pagoda.http;

import java.io.OutputStream;

/** Stands for a stream where only its headers are asked for. */
final class EndlessBody implements Body {
  @Override
  public long length() {
    return UNKNOWN_LENGTH;
  }

  @Override
  public void writeTo(OutputStream out) {
    throw new IllegalStateException("nothing of this body is ever sent");
  }
}
