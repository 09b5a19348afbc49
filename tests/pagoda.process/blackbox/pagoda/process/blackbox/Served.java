package pagoda.process.blackbox;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import pagoda.process.Program;
import pagoda.process.ProgramCommand;
import pagoda.process.ProgramExit;
import pagoda.process.ProgramInput;
import pagoda.process.ProgramOptions;
import pagoda.process.ProgramOutcome;
import pagoda.process.ProgramPool;
import pagoda.process.ProgramPoolOptions;

/** A program that is kept, and how to talk to it. The payload names what it does with a job. */
final class Served {
  /** Answers each job by its payload; {@code do} may be a few lines of Python instead. */
  private static final String SERVER =
      """
      import json, os, sys, time, base64
      def say(**line):
          sys.stdout.write(json.dumps(line) + "\\n")
          sys.stdout.flush()
      for line in sys.stdin:
          job = json.loads(line)
          payload = job.get("payload")
          if isinstance(payload, dict) and "do" in payload:
              exec(payload["do"])
          else:
              say(job=job["job"], result=[os.getpid(), job])
      """;

  static final ProgramOptions OPTIONS =
      ProgramOptions.defaults().withTimeout(Duration.ofMinutes(5));

  private Served() {}

  static ProgramPool pool(Workshop shop, ProgramOptions options, ProgramPoolOptions bounds) {
    var command = ProgramCommand.of("/usr/bin/python3", "-I", "-c", SERVER);
    return shop.runner.pool(Program.of(command).withOptions(options), bounds);
  }

  static ProgramInput input(String payload) {
    return ProgramInput.of(payload.getBytes(StandardCharsets.UTF_8));
  }

  static String code(String python) {
    return "{\"do\": \"" + python.replace("\\", "\\\\").replace("\"", "\\\"") + "\"}";
  }

  static String text(ProgramExit exit) {
    assertInstanceOf(ProgramOutcome.Completed.class, exit.outcome(), exit::toString);
    return exit.resultText();
  }
}
