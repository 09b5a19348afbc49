package pagoda.app.worker;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import pagoda.app.settings.Settings;
import pagoda.app.settings.SettingsLoader;
import pagoda.testing.Await;

/** Workers, their types, and a service that does what a test wants. */
abstract class WorkerFixture {
  static final Duration LONG = Duration.ofMinutes(5);

  @TempDir Path folder;
  FakeService service;
  final List<Worker> workers = new ArrayList<>();

  @BeforeEach
  void start() throws Exception {
    service = new FakeService();
  }

  @AfterEach
  void stop() {
    workers.forEach(Worker::close);
    service.close();
  }

  /** A type whose program is a shell script that knows the folder as $HERE. */
  void type(String name, String script, String... lines) throws Exception {
    Path types = Files.createDirectories(folder.resolve("types"));
    Path program = Files.writeString(types.resolve(name + ".program"), "#!/bin/sh\n" + script);
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    List<String> all = new ArrayList<>(List.of("command = " + program, "env.HERE = " + folder));
    all.addAll(List.of(lines));
    Files.write(types.resolve(name + ".properties"), all);
  }

  Worker worker(int slots, String... wanted) {
    return worker(slots, LONG, wanted);
  }

  Settings settings() {
    return SettingsLoader.load(
        Optional.empty(),
        Map.of(),
        List.of("handlers.dir=" + folder.resolve("types"), "data.dir=" + folder));
  }

  Path programs() {
    return folder.resolve("work" + workers.size());
  }

  Worker worker(int slots, Duration startTimeout, String... wanted) {
    return worker(
        slots, startTimeout, WorkerTypes.ofFolder(settings(), programs(), slots, List.of(wanted)));
  }

  Worker worker(int slots, Duration startTimeout, WorkerTypes types) {
    WorkerIdentity identity = new WorkerIdentity(UUID.randomUUID(), "w", "host", "1", slots);
    WorkerOptions options =
        new WorkerOptions(
            identity, service.url(), Optional::empty, Optional.empty(), startTimeout, 1024, 1024);
    Worker worker = new Worker(options, types);
    workers.add(worker);
    worker.start();
    return worker;
  }

  String awaitTold() throws Exception {
    Await.until("an end", () -> !service.told.isEmpty());
    return service.told.getFirst();
  }

  String read(String name) throws Exception {
    Path file = folder.resolve(name);
    return Files.exists(file) ? Files.readString(file).strip() : "";
  }

  static long ends(Worker worker, String end) {
    return worker.snapshot().ends().entrySet().stream()
        .filter(one -> one.getKey().text().equals(end))
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  /** Its parent is gone, too, so that the system's first process has to see to it. */
  static void awaitGone(Path process) throws Exception {
    Await.until("the end of " + process, () -> !Files.exists(process));
  }
}
