package pagoda.queue.internal.logs;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongPredicate;
import java.util.stream.Stream;
import pagoda.queue.Bytes;
import pagoda.queue.JobLog;

/**
 * The logs of attempts, in files {@code <row>/<claim>} below one folder; not synced. Thread-safe.
 */
public final class AttemptLogs {
  /** The most bytes of one answer. */
  public static final int MOST_READ = 64 << 10;

  private static final System.Logger LOGGER = System.getLogger("pagoda.queue");

  private final Path folder;
  private final long most;
  private final AtomicLong size = new AtomicLong();
  private final AtomicBoolean making = new AtomicBoolean();
  private final AtomicBoolean told = new AtomicBoolean();

  /** Keeps logs below a folder, which need not be there, up to a number of bytes. */
  public AttemptLogs(Path folder, long most) {
    this.folder = folder;
    this.most = most;
  }

  /** The log of an attempt that begins; there is no file until something is added. */
  public AttemptLog begin(long row, long claim) {
    return new AttemptLog(this, path(row, claim));
  }

  private Path path(long row, long claim) {
    return folder.resolve(String.valueOf(row)).resolve(String.valueOf(claim));
  }

  /** Reads on from a byte of the whole, as far as it is kept. */
  public JobLog read(long row, long claim, long from) {
    try (RandomAccessFile file = new RandomAccessFile(path(row, claim).toFile(), "r")) {
      long written = file.readLong();
      long start = AttemptLog.firstKept(from, written);
      int count =
          (int) Math.clamp(written - start, 0, Math.min(MOST_READ, AttemptLog.untilEdge(start)));
      byte[] bytes = new byte[count];
      file.seek(AttemptLog.offset(start));
      file.readFully(bytes);
      file.seek(0);
      boolean kept = AttemptLog.firstKept(start, file.readLong()) == start;
      return kept ? new JobLog(Bytes.of(bytes), start, start + count) : read(row, claim, from);
    } catch (FileNotFoundException e) { // nothing was added, or it was removed
      return new JobLog(Bytes.EMPTY, from, from);
    } catch (IOException e) {
      failed(path(row, claim), e);
      return new JobLog(Bytes.EMPTY, from, from);
    }
  }

  /** Removes the logs of a job that is removed. */
  public void remove(long row) {
    Path job = folder.resolve(String.valueOf(row));
    if (!Files.isDirectory(job)) {
      return;
    }
    try {
      List<Path> files = list(job);
      for (Path file : files) {
        size.addAndGet(-Files.size(file));
        Files.delete(file);
      }
      Files.delete(job);
    } catch (NoSuchFileException e) {
      LOGGER.log(System.Logger.Level.DEBUG, "Log is gone already", e);
    } catch (IOException e) {
      failed(job, e);
    }
  }

  /** Counts what is there, and removes the logs of jobs that a dead process removed. */
  public void sweep(LongPredicate exists) {
    try {
      for (long row : rows()) {
        if (!exists.test(row)) {
          remove(row);
        } else {
          for (Path file : list(folder.resolve(String.valueOf(row)))) {
            size.addAndGet(Files.size(file));
          }
        }
      }
    } catch (IOException e) {
      failed(folder, e);
    }
  }

  /** Notes growth; past the bound the logs of the oldest jobs go, until a tenth is free. */
  void grew(long bytes) {
    if (size.addAndGet(bytes) > most && making.compareAndSet(false, true)) {
      try {
        for (long row : rows()) {
          if (size.get() <= most - most / 10) {
            return;
          }
          remove(row);
        }
      } catch (IOException e) {
        failed(folder, e);
      } finally {
        making.set(false);
      }
    }
  }

  private List<Long> rows() throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    List<Long> rows = new ArrayList<>();
    for (Path job : list(folder)) {
      row(job.getFileName().toString()).ifPresent(rows::add);
    }
    Collections.sort(rows);
    return rows;
  }

  private static Optional<Long> row(String name) {
    return name.matches("[0-9]{1,18}") ? Optional.of(Long.valueOf(name)) : Optional.empty();
  }

  private static List<Path> list(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /** A log that can not be written fails no job; one line tells of it. */
  void failed(Path path, IOException cause) {
    System.Logger.Level level =
        told.compareAndSet(false, true) ? System.Logger.Level.WARNING : System.Logger.Level.DEBUG;
    LOGGER.log(level, "Log " + path + " can not be kept", cause);
  }
}
