package pagoda.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

/**
 * A stopwatch that runs the slower the busier the machine is: beside fifteen threads for each
 * processor, a second of it takes sixteen. What a test waits for is bounded by it, so that no
 * expectation depends on who else is at work. Thread-safe.
 */
public final class MachineTime {
  private static final Path LOAD = Path.of("/proc/loadavg");
  private static final long SAMPLE_NANOS = 100_000_000;

  private final LongSupplier clock;
  private final DoubleSupplier busyness;
  private long seen;
  private long sampled;
  private double slowness;
  private double elapsed;

  /** Begins now. */
  public MachineTime() {
    this(System::nanoTime, MachineTime::threadsPerProcessor);
  }

  /** The same over a clock in nanoseconds and a source of threads that want each processor. */
  public MachineTime(LongSupplier clock, DoubleSupplier busyness) {
    this.clock = clock;
    this.busyness = busyness;
    seen = clock.getAsLong();
    sampled = seen - SAMPLE_NANOS;
  }

  /** What has passed since the beginning. */
  public synchronized Duration elapsed() {
    long now = clock.getAsLong();
    if (now - sampled >= SAMPLE_NANOS) {
      slowness = Math.max(1, busyness.getAsDouble());
      sampled = now;
    }
    elapsed += (now - seen) / slowness;
    seen = now;
    return Duration.ofNanos((long) elapsed);
  }

  /** Whether more than {@code limit} has passed. */
  public boolean isPast(Duration limit) {
    return elapsed().compareTo(limit) > 0;
  }

  /** Linux tells how many want to run now, others only the mean of the last minute. */
  private static double threadsPerProcessor() {
    double threads = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    if (Files.isReadable(LOAD)) {
      try {
        String[] fields = Files.readString(LOAD).split(" ", -1);
        double now = Double.parseDouble(fields[3].split("/", -1)[0]);
        threads = Math.max(Double.parseDouble(fields[0]), now);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return threads / Runtime.getRuntime().availableProcessors();
  }
}
