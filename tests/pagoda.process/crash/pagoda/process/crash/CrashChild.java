package pagoda.process.crash;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import pagoda.process.Program;
import pagoda.process.ProgramCommand;
import pagoda.process.ProgramExit;
import pagoda.process.ProgramInput;
import pagoda.process.ProgramListener;
import pagoda.process.ProgramOptions;
import pagoda.process.ProgramOrder;
import pagoda.process.ProgramOutcome;
import pagoda.process.ProgramRunner;
import pagoda.process.ProgramRunnerOptions;
import pagoda.process.RunningProgram;

/**
 * A process that runs programs until it is killed, or until its standard input ends; each step is a
 * line on standard output. Arguments: folder, mark, seed.
 */
public final class CrashChild {
  private static final int LANES = 3;

  /** Programs that end, that wait to be stopped, and that leave processes everywhere. */
  private static final String[] SCRIPTS = {
    "exit 0",
    "sleep 600 & exit 3",
    "(setsid sleep 600 &); sleep 0.02",
    "((sleep 600 &) &); sleep 600",
    "(setsid sh -c 'setsid sleep 600 & sleep 600' &); sleep 600",
    "trap '' TERM; sleep 600 & sleep 0.1; exit 1",
    "kill -9 $PPID; sleep 600",
    "exec cat /dev/zero"
  };

  private final ProgramRunner runner;
  private final String mark;
  private final AtomicBoolean ended = new AtomicBoolean();

  private CrashChild(ProgramRunner runner, String mark) {
    this.runner = runner;
    this.mark = mark;
  }

  public static void main(String[] args) throws Exception {
    try (var runner = ProgramRunner.open(ProgramRunnerOptions.defaults(Path.of(args[0])))) {
      step("open");
      CrashChild child = new CrashChild(runner, args[1]);
      Thread[] lanes = new Thread[LANES];
      for (int i = 0; i < LANES; i++) {
        Random random = new Random(Long.parseLong(args[2]) + i);
        lanes[i] = Thread.ofVirtual().start(() -> child.work(random));
      }
      while (System.in.read() >= 0) {}
      child.ended.set(true);
      while (runner.snapshot().running() > 0) {
        runner.killAll();
        Thread.onSpinWait();
      }
      for (Thread lane : lanes) {
        lane.join();
      }
    }
    step("closed");
  }

  private void work(Random random) {
    try {
      while (!ended.get()) {
        attempt(random);
      }
    } catch (InterruptedException e) {
      throw new AssertionError("nobody interrupts", e);
    }
  }

  private void attempt(Random random) throws InterruptedException {
    String script = SCRIPTS[random.nextInt(SCRIPTS.length)];
    ProgramOptions options =
        ProgramOptions.defaults()
            .withGrace(Duration.ofMillis(50))
            .withTimeout(Duration.ofMillis(50 + random.nextInt(200)))
            .withEnvironment(Map.of("CRASH", mark));
    Program program = Program.of(ProgramCommand.of("/bin/sh", "-c", script)).withOptions(options);
    boolean cancel = random.nextInt(4) == 0;
    step("start");
    ProgramExit exit =
        runner.run(
            program,
            ProgramInput.of(new byte[random.nextInt(10_000)]),
            new ProgramListener() {
              @Override
              public void started(RunningProgram running) {
                step("started");
                if (cancel) {
                  running.stop(ProgramOrder.CANCEL);
                }
              }
            });
    if (exit.outcome() instanceof ProgramOutcome.Unable
        || exit.outcome() instanceof ProgramOutcome.Refused) {
      step("BAD " + exit);
    }
    step("ended");
  }

  private static synchronized void step(String what) {
    System.out.println(what);
  }
}
