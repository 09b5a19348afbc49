package pagoda.breaker.internal.rules;

import java.io.InterruptedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import pagoda.breaker.RefusedException;

/** Looks into what a call threw. */
public final class Causes {
  private static final int LONGEST_TEXT = 200;
  private static final int MOST_WRAPPERS = 8;

  private Causes() {}

  /** Takes off the wrappers that futures put around an exception. */
  public static Throwable unwrap(Throwable thrown) {
    Throwable inner = thrown;
    for (int i = 0; i < MOST_WRAPPERS && inner.getCause() != null; i++) {
      if (!(inner instanceof CompletionException || inner instanceof ExecutionException)) {
        break;
      }
      inner = inner.getCause();
    }
    return inner;
  }

  /**
   * Whether an exception says nothing about what was called: the caller was interrupted or gave up,
   * or an inner policy refused. {@link java.net.SocketTimeoutException} is an {@link
   * InterruptedIOException} too, but is a verdict.
   */
  public static boolean neutral(Throwable unwrapped) {
    return unwrapped instanceof InterruptedException
        || unwrapped instanceof CancellationException
        || unwrapped instanceof RefusedException
        || unwrapped instanceof ClosedByInterruptException
        || unwrapped.getClass() == InterruptedIOException.class;
  }

  /** Class and message in one bounded line; a message that cannot be read is left out. */
  public static String text(Throwable thrown) {
    if (thrown == null) {
      return "";
    }
    String name = thrown.getClass().getName();
    String message;
    try {
      message = thrown.getMessage();
    } catch (Throwable unreadable) {
      message = "(its message failed with " + unreadable.getClass().getName() + ")";
    }
    String text = message == null || message.isEmpty() ? name : name + ": " + message;
    String line = text.replaceAll("\\s+", " ");
    return line.length() <= LONGEST_TEXT ? line : line.substring(0, LONGEST_TEXT) + "…";
  }
}
