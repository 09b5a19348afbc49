package bench.queue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** What {@link LargeFile} found, in a JVM with a heap of 96 MiB. */
record LargeFileProcess(
    long jobs, double claimsPerSecond, double openSeconds, boolean right, double heap, double rss) {
  static LargeFileProcess run(Path folder, long jobs) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElse("java"),
                "-XX:+UseSerialGC",
                "-Xmx96m",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                LargeFile.class.getName(),
                folder.resolve("large-" + jobs + ".db").toString(),
                String.valueOf(jobs))
            .redirectErrorStream(true)
            .start();
    String output;
    try (var stream = process.getInputStream()) {
      output = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
      process.waitFor();
    } finally {
      process.destroyForcibly();
    }
    String figures =
        output
            .lines()
            .filter(line -> line.startsWith("figures "))
            .findFirst()
            .orElseThrow(() -> new IllegalStateException(output));
    String[] words = figures.split(" ", -1);
    return new LargeFileProcess(
        jobs,
        Double.parseDouble(words[1]),
        Double.parseDouble(words[2]),
        Boolean.parseBoolean(words[3]),
        Double.parseDouble(words[4]),
        Double.parseDouble(words[5]));
  }
}
