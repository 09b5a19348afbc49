package pagoda.queue.internal.sqlite;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import pagoda.queue.InvalidOptionException;

/** Copies a queue file while it is in use: VACUUM INTO, on a connection and a thread of its own. */
public final class Backup {
  private Backup() {}

  public static CompletableFuture<Void> start(Path file, Path target) {
    if (Files.exists(target)) {
      throw new InvalidOptionException("backup target", "a file that does not exist", target);
    }
    CompletableFuture<Void> future = new CompletableFuture<>();
    Thread.ofPlatform().daemon().name("pagoda-queue-backup").start(() -> run(file, target, future));
    return future;
  }

  private static void run(Path file, Path target, CompletableFuture<Void> future) {
    try (Connection connection = Database.connect(file);
        Sql copy = new Sql(connection, "VACUUM INTO ?")) {
      Database.execute(connection, "PRAGMA synchronous=FULL", "PRAGMA wal_autocheckpoint=0");
      copy.set(target.toAbsolutePath().toString()).update();
    } catch (SQLException e) {
      future.completeExceptionally(StorageFault.translate(target, e));
      return;
    } catch (RuntimeException e) {
      future.completeExceptionally(e);
      return;
    }
    future.complete(null);
  }
}
