package pagoda.testing;

import java.lang.reflect.Method;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;

/**
 * Interrupts a test that has not ended within five minutes of {@link MachineTime}, and fails it
 * with where it stood. JUnit loads it for every test; one with a {@link Timeout} of its own is left
 * to that.
 */
public final class MachineTimeout implements InvocationInterceptor {
  private static final Duration LIMIT = Duration.ofMinutes(5);
  private static final long LOOK_NANOS = 200_000_000;

  private final Supplier<MachineTime> watches;
  private final Duration limit;

  /** With the usual limit. */
  public MachineTimeout() {
    this(MachineTime::new, LIMIT);
  }

  /** With another stopwatch for each test, and another limit. */
  public MachineTimeout(Supplier<MachineTime> watches, Duration limit) {
    this.watches = watches;
    this.limit = limit;
  }

  @Override
  public void interceptTestMethod(
      Invocation<Void> invocation,
      ReflectiveInvocationContext<Method> method,
      ExtensionContext context)
      throws Throwable {
    unlessTimed(invocation, method);
  }

  @Override
  public void interceptTestTemplateMethod(
      Invocation<Void> invocation,
      ReflectiveInvocationContext<Method> method,
      ExtensionContext context)
      throws Throwable {
    unlessTimed(invocation, method);
  }

  @Override
  public void interceptBeforeAllMethod(
      Invocation<Void> invocation,
      ReflectiveInvocationContext<Method> method,
      ExtensionContext context)
      throws Throwable {
    unlessTimed(invocation, method);
  }

  @Override
  public void interceptBeforeEachMethod(
      Invocation<Void> invocation,
      ReflectiveInvocationContext<Method> method,
      ExtensionContext context)
      throws Throwable {
    unlessTimed(invocation, method);
  }

  @Override
  public void interceptAfterEachMethod(
      Invocation<Void> invocation,
      ReflectiveInvocationContext<Method> method,
      ExtensionContext context)
      throws Throwable {
    unlessTimed(invocation, method);
  }

  private void unlessTimed(Invocation<Void> invocation, ReflectiveInvocationContext<Method> method)
      throws Throwable {
    if (method.getExecutable().isAnnotationPresent(Timeout.class)
        || method.getTargetClass().isAnnotationPresent(Timeout.class)) {
      invocation.proceed();
    } else {
      bounded(invocation, method.getExecutable().getName());
    }
  }

  /** Runs a test named {@code name}; public for its own test. */
  public void bounded(Invocation<Void> invocation, String name) throws Throwable {
    var end = new AtomicReference<AssertionError>();
    var done = new AssertionError("ended in time");
    Thread test = Thread.currentThread();
    Thread guard =
        Thread.ofPlatform().daemon().name("limit of " + name).start(() -> watch(test, end, name));
    Throwable failure = null;
    try {
      invocation.proceed();
    } catch (Throwable e) {
      failure = e;
    }
    boolean inTime = end.compareAndSet(null, done);
    LockSupport.unpark(guard);
    if (!inTime) {
      guard.join(); // its interrupt has been delivered
      Thread.interrupted();
      if (failure != null) {
        end.get().addSuppressed(failure);
      }
      throw end.get();
    }
    if (failure != null) {
      throw failure;
    }
  }

  private void watch(Thread test, AtomicReference<AssertionError> end, String name) {
    MachineTime watch = watches.get();
    while (end.get() == null) {
      if (watch.isPast(limit)) {
        var late = new AssertionError(name + " did not end within " + limit + " of machine time");
        late.setStackTrace(test.getStackTrace());
        if (end.compareAndSet(null, late)) {
          test.interrupt();
        }
        return;
      }
      LockSupport.parkNanos(LOOK_NANOS);
    }
  }
}
