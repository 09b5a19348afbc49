package pagoda.app.api;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import pagoda.http.MediaType;
import pagoda.http.OverloadedException;
import pagoda.http.Response;
import pagoda.http.Route;
import pagoda.queue.JobQueue;

/**
 * {@code GET /backup}: a consistent copy of the queue file, made beside it, streamed, and deleted.
 * One at a time, since each needs the room of the file.
 */
public final class BackupApi {
  private final JobQueue queue;
  private final Path folder;
  private final Semaphore one = new Semaphore(1);

  /** Copies {@code queue} into {@code folder} for as long as it takes to send it. */
  public BackupApi(JobQueue queue, Path folder) {
    this.queue = queue;
    this.folder = folder;
  }

  /** The route. */
  public List<Route> routes() {
    return List.of(Route.get("/backup", request -> backup()).role(Roles.ADMIN));
  }

  private Response backup() throws IOException {
    if (!one.tryAcquire()) {
      throw new OverloadedException("A backup is being made already", Duration.ofSeconds(10));
    }
    Path copy = folder.resolve("backup-" + UUID.randomUUID() + ".db");
    try {
      queue.fileStore().orElseThrow().backup(copy);
      return Response.fileThen(MediaType.BYTES, copy, () -> delete(copy))
          .withHeader("Content-Disposition", "attachment; filename=\"pagoda-queue.db\"");
    } catch (IOException | RuntimeException e) {
      delete(copy);
      throw e;
    }
  }

  private void delete(Path copy) {
    try {
      Files.deleteIfExists(copy);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      one.release();
    }
  }
}
