package pagoda.breaker.internal.time;

import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Runs something short after a while, unless it is called off. */
@FunctionalInterface
public interface Alarms {
  /** Sets one alarm; what is returned calls it off. */
  Runnable set(Runnable alarm, long nanos);

  /** One daemon thread for the whole process, which ends when it has had nothing to do. */
  Alarms SHARED = shared();

  private static Alarms shared() {
    ScheduledThreadPoolExecutor executor =
        new ScheduledThreadPoolExecutor(
            1,
            Thread.ofPlatform()
                .name("breaker-timeout")
                .daemon()
                .inheritInheritableThreadLocals(false)
                .factory());
    executor.setRemoveOnCancelPolicy(true);
    executor.setKeepAliveTime(10, TimeUnit.SECONDS);
    executor.allowCoreThreadTimeOut(true);
    return (alarm, nanos) -> {
      ScheduledFuture<?> future = executor.schedule(alarm, nanos, TimeUnit.NANOSECONDS);
      return () -> future.cancel(false);
    };
  }
}
