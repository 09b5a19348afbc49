package pagoda.app.cli;

import java.io.IOException;

/** Standard output takes no more: its reader has gone, or its disk is full. */
public final class OutputException extends RuntimeException {
  private static final long serialVersionUID = 1;
  private final boolean unread;

  OutputException(IOException cause, boolean unread) {
    super("standard output: " + cause.getMessage(), cause);
    this.unread = unread;
  }

  /** Whether the reader has gone: nobody is left who would want to hear of it. */
  public boolean unread() {
    return unread;
  }
}
