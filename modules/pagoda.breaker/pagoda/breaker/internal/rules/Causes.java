package pagoda.breaker.internal.rules;

import java.net.SocketTimeoutException;
import java.nio.channels.ClosedByInterruptException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import pagoda.breaker.RefusedException;
import pagoda.breaker.TimeoutExceededException;

/** Looks into what a call threw. */
public final class Causes {
  private static final int LONGEST_TEXT = 200;
  private static final int MOST_WRAPPERS = 8;

  private Causes() {}

  /** Takes off the wrappers that futures put around an exception. */
  public static Throwable unwrap(Throwable thrown) {
    Throwable inner = thrown;
    for (int i = 0; i < MOST_WRAPPERS; i++) {
      if (!(inner instanceof CompletionException || inner instanceof ExecutionException)) {
        break;
      }
      Throwable cause = cause(inner);
      if (cause == null) {
        break;
      }
      inner = cause;
    }
    return inner;
  }

  /** A cause can be of a foreign class, whose method may throw. */
  private static Throwable cause(Throwable thrown) {
    try {
      return thrown.getCause();
    } catch (Throwable unreadable) {
      return null;
    }
  }

  /**
   * Whether what was thrown says more about the caller than about what was called: an inner policy
   * refused, the call never began, the caller cancelled it, or the thread that ends the call is
   * interrupted, or was started for a call that is not wanted any more. What only looks like an
   * interrupt is none: some libraries throw an {@link java.io.InterruptedIOException} when their
   * own time is up.
   */
  public static boolean neutral(Throwable unwrapped) {
    return unwrapped instanceof RefusedException
        || (unwrapped instanceof TimeoutExceededException timeout && !timeout.hasBegun())
        || gaveUp(unwrapped);
  }

  /** Whether the caller gave the call up. An {@link Error} or a timeout is never that. */
  public static boolean gaveUp(Throwable unwrapped) {
    if (unwrapped instanceof CancellationException
        || unwrapped instanceof InterruptedException
        || unwrapped instanceof ClosedByInterruptException) {
      return true;
    }
    boolean verdict =
        unwrapped instanceof Error
            || unwrapped instanceof SocketTimeoutException
            || unwrapped instanceof TimeoutException
            || unwrapped instanceof TimeoutExceededException;
    return !verdict && (Thread.currentThread().isInterrupted() || GivenUp.here());
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
    String text = message == null || message.isEmpty() ? name : name + ": " + shortened(message);
    String line = text.replaceAll("\\s+", " ");
    return line.length() <= LONGEST_TEXT ? line : line.substring(0, LONGEST_TEXT) + "…";
  }

  /** Before the regular expression sees it: a message may be very long. */
  private static String shortened(String message) {
    return message.length() <= 4 * LONGEST_TEXT ? message : message.substring(0, 4 * LONGEST_TEXT);
  }
}
