package pagoda.process.internal.tree;

import java.time.Duration;
import java.util.OptionalLong;

/** All processes of one attempt. */
public interface Tree extends AutoCloseable {
  /**
   * How long the end of a killed process is awaited; one in an uninterruptible wait outlasts it.
   */
  Duration PATIENCE = Duration.ofSeconds(5);

  /** The control group that the keeper joins; "-" for none. */
  String group();

  /** Looks at what the tree uses now. {@code session} is the keeper's. */
  TreeUse use(long session);

  /**
   * Kills what is left and waits until nothing is. Returns whether nothing is; a process in an
   * uninterruptible wait may outlast the {@link #PATIENCE}.
   */
  boolean clear(long session);

  /** Whether the kernel killed for want of memory. */
  boolean outOfMemory();

  /** The processor time of the tree in nanoseconds, if it is known here. */
  OptionalLong cpuNanos();

  /** The most memory at once in bytes, if it is known here. */
  OptionalLong peakMemory();

  /** Gives back what the tree holds in the kernel, once it is clear. */
  @Override
  void close();
}
