package pagoda.queue.internal.foreign;

/**
 * Makes a class's loader the current thread's context class loader until it is closed. Confined to
 * its thread.
 */
public final class ContextLoader implements AutoCloseable {
  private final Thread thread = Thread.currentThread();
  private final ClassLoader before = thread.getContextClassLoader();

  private ContextLoader(ClassLoader own) {
    thread.setContextClassLoader(own);
  }

  /** Takes the loader of a class. */
  public static ContextLoader of(Class<?> own) {
    return of(own.getClassLoader());
  }

  /** Takes a loader; null for that of the JDK's own classes. */
  public static ContextLoader of(ClassLoader own) {
    return new ContextLoader(own == null ? ClassLoader.getSystemClassLoader() : own);
  }

  @Override
  public void close() {
    thread.setContextClassLoader(before);
  }
}
