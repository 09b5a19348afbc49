package bench.hanoi;

import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import pagoda.hanoi.Answer;
import pagoda.hanoi.AnswerStream;
import pagoda.hanoi.Encoding;
import pagoda.hanoi.Renderer;
import pagoda.hanoi.SolverPool;
import pagoda.hanoi.SolverPoolOptions;

/**
 * One answer of 26 discs in JSON, 402,653,179 bytes, on one thread, through one chunk of 256 KiB.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
    value = 2,
    jvmArgsAppend = {"-Xmx1g", "--sun-misc-unsafe-memory-access=allow"})
public class RenderBenchmark {
  static final int DISCS = 26;
  static final int LIST_DISCS = 20;
  static final int CHUNK = 256 * 1024;

  private final Renderer renderer = new Renderer(Answer.whole(DISCS, Encoding.JSON));
  private final byte[] source = new byte[CHUNK];
  private final byte[] chunk = new byte[CHUNK];

  private SolverPool pool;

  @Setup
  public void fill() {
    renderer.render(1_000_000, source, 0, CHUNK);
    pool = new SolverPool(SolverPoolOptions.defaults().withThreads(1));
  }

  @TearDown
  public void close() {
    pool.close();
  }

  /** The renderer. */
  @Benchmark
  public byte[] renderer() {
    for (long offset = 0; offset < renderer.length(); offset += CHUNK) {
      renderer.render(offset, chunk, 0, (int) Math.min(CHUNK, renderer.length() - offset));
    }
    return chunk;
  }

  /** A solver thread renders, this thread reads. */
  @Benchmark
  public long throughPool() throws IOException, InterruptedException {
    try (AnswerStream stream = pool.open(renderer.answer(), 5)) {
      return stream.transferTo(OutputStream.nullOutputStream());
    }
  }

  /** The floor: memory that is there already, copied. */
  @Benchmark
  public byte[] arraycopy() {
    for (long offset = 0; offset < renderer.length(); offset += CHUNK) {
      System.arraycopy(source, 0, chunk, 0, (int) Math.min(CHUNK, renderer.length() - offset));
    }
    return chunk;
  }

  /** A recursion that writes straight into the chunk. */
  @Benchmark
  public long bufferRecursion() {
    return new BufferRecursion(chunk).solve(DISCS);
  }

  /**
   * The original's way: a list of pairs, a tree of values, a string. Of 20 discs, to fit memory.
   */
  @Benchmark
  public String listRecursion() {
    return ListRecursion.solve(LIST_DISCS);
  }
}
