package pagoda.queue.internal.foreign;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.concurrent.Callable;

/**
 * A copy of what foreign code threw: text, frames and causes, taken once. Its original is anybody's
 * class, whose own methods may throw, answer null or go round in a circle; this one's do not, so
 * that it can be logged and kept. Immutable.
 */
public final class ForeignThrowable extends Exception {
  private static final long serialVersionUID = 1L;

  /** The most causes that are copied. */
  private static final int MOST_CAUSES = 8;

  /** The longest text that is copied, in characters. */
  private static final int MAX_TEXT = 4096;

  private final String text;
  private final boolean error;

  private ForeignThrowable(Throwable original, String text, ForeignThrowable cause) {
    super(text, cause);
    this.text = text;
    this.error = original instanceof Error;
    frames(original);
  }

  /** Copies a throwable; never throws. */
  public static ForeignThrowable of(Throwable original) {
    return copy(original, Collections.newSetFromMap(new IdentityHashMap<>()));
  }

  /** What a throwable says of itself, in one piece; never throws. */
  public static String text(Throwable original) {
    String name = original.getClass().getName();
    try {
      String text = original.toString();
      return text == null ? name + ": its own text is null" : shorten(text);
    } catch (Throwable e) { // whatever it is, it is about the text only
      return name + ": its own text failed: " + e.getClass().getName();
    }
  }

  private static ForeignThrowable copy(Throwable original, Set<Throwable> seen) {
    seen.add(original);
    Throwable cause = ask(original::getCause);
    boolean last = cause == null || seen.size() > MOST_CAUSES || seen.contains(cause);
    return new ForeignThrowable(original, text(original), last ? null : copy(cause, seen));
  }

  private void frames(Throwable original) {
    StackTraceElement[] frames = ask(original::getStackTrace);
    if (frames != null) {
      ask(() -> {
        setStackTrace(frames); // refuses frames that are null
        return null;
      });
    }
  }

  /** What foreign code answers; null when it throws. */
  private static <T> T ask(Callable<T> question) {
    try {
      return question.call();
    } catch (Throwable e) { // an answer less is better than an attempt without an end
      return null;
    }
  }

  private static String shorten(String text) {
    return text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT);
  }

  /** Whether the original is an {@link Error}. */
  public boolean error() {
    return error;
  }

  /** The frames are the original's. */
  @Override
  public synchronized Throwable fillInStackTrace() {
    return this;
  }

  @Override
  @SuppressWarnings("OverrideThrowableToString") // the class's name stands in the text already
  public String toString() {
    return text;
  }
}
