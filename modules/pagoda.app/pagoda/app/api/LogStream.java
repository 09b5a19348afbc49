package pagoda.app.api;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import pagoda.http.Body;
import pagoda.queue.Job;
import pagoda.queue.JobLog;
import pagoda.queue.JobQueue;
import pagoda.queue.JobState;

/**
 * The log of a job's latest attempt as server-sent events, while it is written: lines with the
 * number of the byte that follows them as id, and {@code end} with the job's state once the attempt
 * is over. A stream lasts a minute: whoever comes back with {@code Last-Event-ID} misses nothing,
 * and one whose token is gone meanwhile does not get in.
 */
final class LogStream implements Body {
  private static final Duration LOOK = Duration.ofMillis(250);
  private static final Duration HEARTBEAT = Duration.ofSeconds(15);
  private static final Duration LIFE = Duration.ofMinutes(1);

  private final JobQueue queue;
  private final UUID id;
  private final Semaphore places;
  private final CompletableFuture<Void> drains;
  private long claim;
  private long from;
  private long sent = System.nanoTime();

  /** Of a job from a byte on; gives back a place at its end. */
  LogStream(JobQueue queue, UUID id, long from, Semaphore places, CompletableFuture<Void> drains) {
    this.queue = queue;
    this.id = id;
    this.from = from;
    this.places = places;
    this.drains = drains;
    claim = queue.job(id).claims().latest();
  }

  @Override
  public long length() {
    return UNKNOWN_LENGTH;
  }

  @Override
  public void writeTo(OutputStream out) throws IOException {
    long start = System.nanoTime();
    send(out, "retry: 1000\n\n");
    while (System.nanoTime() - start < LIFE.toNanos() && !drains.isDone()) {
      Job job = queue.job(id); // asked before the log is read, so that what was said last is sent
      claim = claim == 0 ? job.claims().latest() : claim;
      boolean runs = job.state() == JobState.PROCESSING && job.claims().latest() == claim;
      boolean waits = claim == 0 && !job.state().finished();
      sendLog(out, !runs);
      if (!runs && !waits) {
        send(out, "event: end\ndata: " + job.state().text() + "\n\n");
        return;
      }
      if (System.nanoTime() - sent > HEARTBEAT.toNanos()) {
        send(out, ":\n\n");
      }
      pause();
    }
  }

  /** Whole lines, and at the end also what is left of one. */
  private void sendLog(OutputStream out, boolean all) throws IOException {
    if (claim == 0) {
      return;
    }
    JobLog part = queue.log(id, claim, from);
    while (part.bytes().size() > 0) {
      byte[] bytes = part.bytes().toArray();
      int length = all ? bytes.length : endOfLines(bytes);
      if (length == 0) {
        return;
      }
      from = part.from() + length;
      send(out, frame(bytes, length));
      part = queue.log(id, claim, from);
    }
  }

  private static int endOfLines(byte[] bytes) {
    int end = bytes.length;
    while (end > 0 && bytes[end - 1] != '\n') {
      end--;
    }
    return end;
  }

  private String frame(byte[] bytes, int length) {
    StringBuilder frame = new StringBuilder("id: ").append(from).append('\n');
    new String(bytes, 0, length, StandardCharsets.UTF_8)
        .lines()
        .forEach(line -> frame.append("data: ").append(line).append('\n'));
    return frame.append('\n').toString();
  }

  private void send(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.flush();
    sent = System.nanoTime();
  }

  private static void pause() throws IOException {
    try {
      TimeUnit.MILLISECONDS.sleep(LOOK.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("while a log was followed");
    }
  }

  @Override
  public void close() {
    places.release();
  }
}
