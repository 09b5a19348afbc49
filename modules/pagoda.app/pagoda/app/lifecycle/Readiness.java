package pagoda.app.lifecycle;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/**
 * Whether the service wants work now. It does not before it has started, while what it needs is
 * away, and once it drains. Thread-safe.
 */
public final class Readiness {
  /**
   * One thing that readiness depends on.
   *
   * @param name what it is
   * @param passed whether it is well
   * @param detail one sentence about it
   */
  public record Check(String name, boolean passed, String detail) {}

  private final List<Supplier<Check>> dependencies = new CopyOnWriteArrayList<>();
  private final CompletableFuture<Void> drains = new CompletableFuture<>();
  private volatile Check process = new Check("process", false, "starting");

  /** Adds something that readiness depends on; it must answer at once. */
  public void dependsOn(Supplier<Check> check) {
    dependencies.add(check);
  }

  /** The service has started. */
  public void started() {
    process = new Check("process", true, "started");
  }

  /** The service drains: it is not ready again. */
  public void draining() {
    process = new Check("process", false, "draining");
    drains.complete(null);
  }

  /** {@return done once the service drains, for those who wait meanwhile; not to be completed} */
  public CompletableFuture<Void> drains() {
    return drains;
  }

  /** The state of everything now. */
  public List<Check> checks() {
    List<Check> checks = new ArrayList<>();
    checks.add(process);
    dependencies.forEach(dependency -> checks.add(dependency.get()));
    return checks;
  }

  /** Whether all of it is well. */
  public boolean ready() {
    return checks().stream().allMatch(Check::passed);
  }
}
