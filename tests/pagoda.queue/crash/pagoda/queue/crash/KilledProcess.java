package pagoda.queue.crash;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A {@link CrashChild} that ends by a signal. */
final class KilledProcess {
  private KilledProcess() {}

  /** Kills with SIGKILL some time after the process began: often before the queue is open. */
  static void killAfterStart(Path file, long seed, Duration retention, Duration life, Ledger ledger)
      throws IOException, InterruptedException {
    kill(file, seed, retention, new CountDownLatch(0), life, ledger);
  }

  /** Kills with SIGKILL a few milliseconds after so many jobs were acknowledged. */
  static void killAfterAnswers(Path file, long seed, Duration retention, int answers, Ledger ledger)
      throws IOException, InterruptedException {
    Duration life = Duration.ofMillis(seed % 20);
    kill(file, seed, retention, new CountDownLatch(1 + answers), life, ledger);
  }

  private static void kill(
      Path file, long seed, Duration retention, CountDownLatch begin, Duration life, Ledger ledger)
      throws IOException, InterruptedException {
    Process process = start(List.of(), file, seed, retention, 3_000);
    Thread killer =
        Thread.ofVirtual()
            .start(() -> {
              try {
                begin.await();
                process.waitFor(life.toMillis(), TimeUnit.MILLISECONDS);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              process.toHandle().destroyForcibly();
            });
    drain(process, begin, ledger);
    killer.join();
  }

  /** Lets strace kill the thread that makes the given system call for the n-th time. */
  static void killAtCall(
      Path file, long seed, Duration retention, String calls, int when, Ledger ledger)
      throws IOException, InterruptedException {
    List<String> strace =
        List.of(
            "strace",
            "-f",
            "--seccomp-bpf",
            "-e",
            "trace=" + calls,
            "-e",
            "inject=" + calls + ":signal=SIGKILL:when=" + when,
            "-o",
            "/dev/null");
    Process process = start(strace, file, seed, retention, 60);
    drain(process, new CountDownLatch(1), ledger);
  }

  private static Process start(
      List<String> prefix, Path file, long seed, Duration retention, int requests)
      throws IOException {
    List<String> command = new ArrayList<>(prefix);
    command.addAll(
        List.of(
            System.getProperty("pagoda.jdk") + "/bin/java",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Xmx96m",
            "-Dorg.sqlite.tmpdir=" + file.getParent(), // a killed JVM leaves its library behind
            "--enable-native-access=org.xerial.sqlitejdbc",
            "-p",
            System.getProperty("jdk.module.path"),
            "-m",
            "pagoda.queue.crash/" + CrashChild.class.getName(),
            file.toString(),
            String.valueOf(seed),
            String.valueOf(retention.toMillis()),
            String.valueOf(requests)));
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }

  private static void drain(Process process, CountDownLatch begin, Ledger ledger)
      throws IOException, InterruptedException {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        ledger.read(line);
        if (line.equals("open") || line.startsWith("ack ")) {
          begin.countDown();
        }
      }
      if (!process.waitFor(60, TimeUnit.SECONDS)) {
        throw new AssertionError("the child does not end");
      }
    } finally {
      while (begin.getCount() > 0) {
        begin.countDown(); // it ended before it came so far
      }
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }
}
