package pagoda.breaker.internal.rules;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** Warns of foreign code that threw, and survives what is logged: its text is foreign code too. */
public final class Warnings {
  private static final Logger LOG = System.getLogger("pagoda.breaker");

  private Warnings() {}

  public static void warn(String message, Throwable thrown) {
    try {
      LOG.log(Level.WARNING, message, thrown);
    } catch (Throwable unreadable) {
      String name = unreadable.getClass().getName();
      LOG.log(Level.WARNING, message + " (it cannot be shown: " + name + ")");
    }
  }
}
