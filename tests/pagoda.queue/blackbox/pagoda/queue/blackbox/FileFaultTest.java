package pagoda.queue.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import pagoda.queue.Bytes;
import pagoda.queue.FileStore;
import pagoda.queue.Job;
import pagoda.queue.JobQuery;
import pagoda.queue.JobQueue;
import pagoda.queue.JobRequest;
import pagoda.queue.JobState;
import pagoda.queue.QueueException;
import pagoda.queue.QueueLockedException;
import pagoda.queue.StorageFailedException;
import pagoda.queue.StorageState;
import pagoda.testing.Await;
import pagoda.testing.ChildProcess;

/** q01, q11, q16: the file changes under an open queue, or is opened by another name. */
class FileFaultTest {
  /** What somebody does to the files of a running service. */
  @FunctionalInterface
  interface Harm {
    void to(Path file) throws IOException;
  }

  private static Arguments harm(String name, Harm harm, String words) {
    return Arguments.of(name, harm, words);
  }

  private static Path beside(Path file, String suffix) {
    return file.resolveSibling(file.getFileName() + suffix);
  }

  static Stream<Arguments> harmsToTheFile() {
    return Stream.of(
        harm("removed", Files::delete, "gone"),
        harm("moved", file -> Files.move(file, beside(file, ".old")), "gone"),
        harm(
            "replaced",
            file -> {
              Path copy = Files.copy(file, beside(file, ".copy"));
              Files.move(copy, file, StandardCopyOption.REPLACE_EXISTING);
            },
            "another file"),
        harm("emptied", file -> cut(file, 0), "cut"),
        harm("cut short", file -> cut(file, 4096), "cut"),
        harm(
            "folder moved",
            file -> {
              Path folder = file.getParent();
              Files.move(folder, folder.resolveSibling("elsewhere"));
            },
            "gone"));
  }

  private static void cut(Path file, long length) throws IOException {
    try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
      bytes.setLength(length);
    }
  }

  private static void awaitState(Fixture fixture, StorageState state) throws Exception {
    Await.until("storage is " + state, () -> fixture.queue().snapshot().storage() == state);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("harmsToTheFile")
  void q01FileThatIsNotTheOneOpenedIsAFailedStorage(String name, Harm harm, String words)
      throws Exception {
    try (Fixture fixture = Fixture.with(LambdaHandler.echo("echo")).below("data").start()) {
      fixture.finished(fixture.enqueue("echo", "x").id());
      fixture.restart(); // so that all is in the file, and not in its log
      harm.to(fixture.file());
      awaitState(fixture, StorageState.FAILED);
      StorageFailedException e =
          assertThrows(StorageFailedException.class, () -> fixture.enqueue("echo", "y"));
      assertTrue(e.getMessage().contains(words), e::getMessage);
      Path target = fixture.folder().resolve("backup");
      assertThrows(
          StorageFailedException.class,
          () -> fixture.queue().fileStore().orElseThrow().backup(target));
      assertFalse(Files.exists(target));
    }
  }

  @Test
  void q01BackupOfAFileThatIsGoneIsRefusedAtOnceAndMakesNone() throws Exception {
    try (Fixture fixture = Fixture.with(LambdaHandler.echo("echo")).start()) {
      Files.delete(fixture.file());
      Path target = fixture.folder().resolve("backup");
      assertThrows(
          StorageFailedException.class,
          () -> fixture.queue().fileStore().orElseThrow().backup(target));
      assertFalse(Files.exists(target));
      assertFalse(Files.exists(fixture.file()), "nobody makes an empty one");
    }
  }

  @Test
  void q01FileThatComesBackIsUsedAgainWithAllThatWasAcknowledged() throws Exception {
    try (Fixture fixture = Fixture.with(LambdaHandler.echo("echo")).open()) {
      Job before = fixture.enqueue("echo", "before");
      Path elsewhere = Files.move(fixture.file(), fixture.folder().resolve("elsewhere"));
      awaitState(fixture, StorageState.FAILED);
      Files.move(elsewhere, fixture.file());
      awaitState(fixture, StorageState.OK);
      fixture.queue().start();
      assertEquals(JobState.COMPLETED, fixture.finished(before.id()).state());
      assertEquals(JobState.COMPLETED, fixture.finished(fixture.enqueue("echo", "y").id()).state());
    }
  }

  /** What they hold is in memory and in the open log, so nothing is lost. */
  @ParameterizedTest
  @ValueSource(strings = {"-wal", "-shm"})
  void q01FileBesideThatIsRemovedIsMadeAnewAndNothingIsLost(String suffix) throws Exception {
    try (Fixture fixture = Fixture.with(LambdaHandler.echo("echo")).open()) {
      Job before = fixture.enqueue("echo", "before");
      Files.delete(beside(fixture.file(), suffix));
      Await.until("it is there again", () -> Files.exists(beside(fixture.file(), suffix)));
      awaitState(fixture, StorageState.OK);
      fixture.restart();
      assertEquals(JobState.COMPLETED, fixture.finished(before.id()).state());
      assertEquals(List.of(), FileStore.verify(fixture.file()).problems());
    }
  }

  /** A read-only mount of the same folder on top of it: the kernel refuses it to one in use. */
  @Test
  void q01DiskThatBecomesReadOnlyIsAFailedStorageUntilItIsNot() throws Exception {
    try (Fixture fixture = Fixture.with(LambdaHandler.echo("echo")).start()) {
      fixture.finished(fixture.enqueue("echo", "x").id());
      String folder = fixture.folder().toString();
      ChildProcess.run(Path.of("/"), "mount", "--bind", folder, folder);
      try {
        ChildProcess.run(Path.of("/"), "mount", "-o", "remount,bind,ro", folder);
        awaitState(fixture, StorageState.FAILED);
        StorageFailedException e =
            assertThrows(StorageFailedException.class, () -> fixture.enqueue("echo", "y"));
        assertTrue(e.getMessage().contains("can not be written"), e::getMessage);
      } finally {
        ChildProcess.run(Path.of("/"), "umount", folder);
      }
      awaitState(fixture, StorageState.OK);
      fixture.finished(fixture.enqueue("echo", "z").id());
    }
  }

  private static Path link(Fixture fixture, String kind) throws IOException {
    Path link = Files.createDirectory(fixture.folder().resolve("other")).resolve("name.db");
    return switch (kind) {
      case "hard" -> Files.createLink(link, fixture.file());
      case "relative" ->
          Files.createSymbolicLink(link, Path.of("..", fixture.file().getFileName().toString()));
      default -> Files.createSymbolicLink(link, fixture.file());
    };
  }

  @ParameterizedTest
  @ValueSource(strings = {"hard", "symbolic", "relative"})
  void q11FileOfThisProcessIsRefusedByWhateverName(String kind) throws Exception {
    try (Fixture fixture = Fixture.with(LambdaHandler.echo("echo")).start()) {
      Path link = link(fixture, kind);
      assertThrows(QueueLockedException.class, () -> fixture.open(link));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"hard", "symbolic", "relative"})
  void q11FileOfAnotherProcessIsRefusedWithItsProcessId(String kind) throws Exception {
    try (Fixture fixture = Fixture.with(LambdaHandler.echo("echo"));
        ChildJvm child = ChildJvm.start("hold", fixture.file(), 0)) {
      assertEquals("open", child.line());
      Path link = link(fixture, kind);
      QueueLockedException e = assertThrows(QueueLockedException.class, () -> fixture.open(link));
      assertTrue(e.getMessage().endsWith("process " + child.pid()), e::getMessage);
    }
  }

  @Test
  void q11LinkToAFileThatNobodyHasIsThatFile() throws Exception {
    try (Fixture fixture = Fixture.with(LambdaHandler.echo("echo")).start()) {
      Job job = fixture.enqueue("echo", "x");
      fixture.finished(job.id());
      fixture.queue().close(java.time.Duration.ofSeconds(10));
      Path link = link(fixture, "symbolic");
      try (JobQueue queue = fixture.open(link)) {
        assertEquals(JobState.COMPLETED, queue.job(job.id()).state());
        assertFalse(Files.exists(beside(link, ".lock")), "its lock is where the file is");
      }
    }
  }

  /** Pages with jobs are overwritten, so that the list meets them and the writer does not. */
  @Test
  void q16DamageThatAReaderMeetsIsAFailedStorage() throws Exception {
    try (Fixture fixture = Fixture.with(LambdaHandler.echo("echo")).open()) {
      Bytes payload = Bytes.of(new byte[900]);
      fixture.queue().enqueueAll(Collections.nCopies(2_000, JobRequest.of("echo", payload)));
      fixture.restart();
      fixture.queue().pause();
      Await.until("jobs are in the file", () -> fixture.file().toFile().length() > 1 << 20);
      try (RandomAccessFile bytes = new RandomAccessFile(fixture.file().toFile(), "rw")) {
        for (long page = 20; page < bytes.length() / 4096; page++) {
          bytes.seek(page * 4096);
          bytes.write(new byte[4096]);
        }
      }
      Await.until(
          "a reader met it",
          () -> {
            try {
              return fixture.queue().list(JobQuery.newest(500)) == null;
            } catch (QueueException e) {
              return true;
            }
          });
      awaitState(fixture, StorageState.FAILED);
      assertThrows(StorageFailedException.class, () -> fixture.enqueue("echo", "y"));
    }
  }
}
