package pagoda.http;

import java.nio.file.Path;

/** A token file can not be read or has a bad line. */
public final class InvalidTokenFileException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient Path file;
  private final int line;

  InvalidTokenFileException(Path file, int line, String reason, Throwable cause) {
    super(file + (line > 0 ? ":" + line : "") + ": " + reason, cause);
    this.file = file;
    this.line = line;
  }

  /** {@return the file} */
  public Path file() {
    return file;
  }

  /** {@return the number of the bad line, from 1; 0 if it is about the file as a whole} */
  public int line() {
    return line;
  }
}
