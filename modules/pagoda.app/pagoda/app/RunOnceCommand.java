package pagoda.app;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import pagoda.app.cli.Arguments;
import pagoda.app.cli.Command;
import pagoda.app.cli.Console;
import pagoda.app.cli.ExitStatus;
import pagoda.app.cli.UsageException;
import pagoda.app.jobs.JobEventLog;
import pagoda.app.jobs.Queues;
import pagoda.app.jobs.ServedTypes;
import pagoda.app.log.LogFormat;
import pagoda.app.log.Logging;
import pagoda.app.settings.LogForm;
import pagoda.app.settings.Settings;
import pagoda.app.settings.SettingsLoader;
import pagoda.app.solver.LocalAnswers;
import pagoda.app.types.Inability;
import pagoda.app.types.TypeTable;
import pagoda.hanoi.SolverPool;
import pagoda.queue.Bytes;
import pagoda.queue.Job;
import pagoda.queue.JobDetail;
import pagoda.queue.JobQueue;
import pagoda.queue.JobRequest;
import pagoda.queue.JobState;

/**
 * {@code pagoda run-once TYPE FILE}: runs one payload here, on a queue of its own that is deleted
 * afterwards: a handler gets what a service would give it.
 */
final class RunOnceCommand {
  private static final Duration LOOK = Duration.ofMillis(100);

  static final Command COMMAND =
      Command.of("run-once", "run one payload here, without a service", RunOnceCommand::run)
          .withOperands("TYPE FILE|-", 2, 2)
          .withDetails(
              """
              For the person who writes a handler: one attempt, its log on standard error, its result
              on standard output. The exit status is 2 if it failed.

                pagoda run-once hanoi payload.json --set handlers.dir=handlers
              """);

  private RunOnceCommand() {}

  private static int run(Arguments arguments, Console console) throws Exception {
    byte[] payload = payload(arguments.operands().get(1), console);
    Path data = Files.createTempDirectory("pagoda-run-once");
    try {
      List<String> assignments = new ArrayList<>(arguments.values("set"));
      assignments.add("data.dir=" + data);
      Settings settings =
          SettingsLoader.load(arguments.path("config"), console.variables(), assignments);
      Logging.configure(LogFormat.of(LogForm.TEXT), System.Logger.Level.WARNING, Map.of());
      return run(settings, arguments.operands().getFirst(), payload, console);
    } finally {
      Logging.flush();
      delete(data);
    }
  }

  private static byte[] payload(String name, Console console) throws IOException {
    return name.equals("-")
        ? console.in().readAllBytes()
        : Files.readAllBytes(Arguments.path("FILE", name));
  }

  private static int run(Settings settings, String type, byte[] payload, Console console)
      throws Exception {
    try (SolverPool pool = SolverPools.of(settings);
        ServedTypes types =
            ServedTypes.of(settings, Queues.handlers(settings, new LocalAnswers(pool), pool))) {
      if (!types.handlers().types().contains(type)) {
        throw new UsageException(
            "run-once: allowed is one of %s, seen '%s'"
                .formatted(String.join(", ", types.handlers().types()), type));
      }
      try (JobQueue queue = Queues.open(settings, types.handlers(), pool)) {
        types.start(queue);
        queue.subscribe(new JobEventLog());
        queue.start();
        JobRequest request = JobRequest.of(type, Bytes.of(payload)).withMaxAttempts(1);
        var id = queue.enqueue(request).job().id();
        Optional<String> unable = awaitEnd(queue.whenFinished(id), types.table(), type);
        if (unable.isPresent()) {
          console.err().println("pagoda: type '" + type + "' cannot run here: " + unable.get());
          return ExitStatus.JOB_FAILED;
        }
        return told(queue.detail(id), console);
      }
    }
  }

  /** Waits for the job's end; a service would wait for a type that cannot run, nobody does here. */
  private static Optional<String> awaitEnd(CompletableFuture<Job> end, TypeTable types, String type)
      throws Exception {
    while (types.inability(type).isEmpty()) {
      if (hasEnded(end)) {
        return Optional.empty();
      }
    }
    return types.inability(type).map(Inability::reason);
  }

  private static boolean hasEnded(CompletableFuture<Job> end) throws Exception {
    try {
      end.get(LOOK.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false; // it runs still, or waits
    }
  }

  private static int told(JobDetail ended, Console console) throws IOException {
    if (ended.job().state() != JobState.COMPLETED) {
      console
          .err()
          .println("pagoda: " + ended.job().lastError().orElse("the job did not complete"));
      return ExitStatus.JOB_FAILED;
    }
    try (OutputStream out = console.bytes()) {
      out.write(ended.result().map(Bytes::toArray).orElse(new byte[0]));
    }
    return ExitStatus.DONE;
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
        Files.delete(file);
      }
    }
  }
}
