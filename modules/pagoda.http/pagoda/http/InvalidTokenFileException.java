package pagoda.http;

import java.nio.file.Path;

/** A token file can not be read or has a bad line. */
public final class InvalidTokenFileException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient Path file;
  private final int line;

  /**
   * Names the file and the line.
   *
   * @param file the file
   * @param line the number of the bad line, from 1; 0 if it is about the file as a whole
   * @param reason what is wrong
   */
  public InvalidTokenFileException(Path file, int line, String reason) {
    super(file + (line > 0 ? ":" + line : "") + ": " + reason);
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
