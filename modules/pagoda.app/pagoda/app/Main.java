package pagoda.app;

import java.net.BindException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import pagoda.app.cli.BackupCommand;
import pagoda.app.cli.Build;
import pagoda.app.cli.CheckCommand;
import pagoda.app.cli.CommandLine;
import pagoda.app.cli.RpcBenchCommand;
import pagoda.app.cli.SolveCommand;
import pagoda.app.cli.TokenCommand;
import pagoda.app.cli.Usage;
import pagoda.app.cli.UsageException;
import pagoda.app.cli.VerifyCommand;
import pagoda.app.engine.BrokerLog;
import pagoda.app.engine.Brokers;
import pagoda.app.log.LogFormat;
import pagoda.app.log.Logging;
import pagoda.app.settings.Keys;
import pagoda.app.settings.LogForm;
import pagoda.app.settings.PathRules;
import pagoda.app.settings.SettingException;
import pagoda.app.settings.Settings;
import pagoda.app.settings.SettingsLoader;
import pagoda.broker.Broker;
import pagoda.queue.NewerSchemaException;
import pagoda.queue.QueueException;

/** The entry point of {@code bin/pagoda}. */
public final class Main {
  private static final System.Logger LOG = System.getLogger("pagoda.app");
  private static final int FAILED = 1;
  private static final int WRONG_USAGE = 64; // EX_USAGE of sysexits(3)
  private static final int WRONG_SETTING = 78; // EX_CONFIG

  private Main() {}

  /**
   * Runs a command and ends the process with its status, whatever is thrown and whoever runs on.
   */
  public static void main(String[] args) {
    System.exit(status(args));
  }

  private static int status(String[] args) {
    try {
      run(CommandLine.parse(List.of(args)));
      return 0;
    } catch (UsageException e) {
      System.err.println("pagoda: " + e.getMessage());
      return WRONG_USAGE;
    } catch (SettingException e) {
      System.err.println("pagoda: " + e.getMessage());
      return WRONG_SETTING;
    } catch (QueueException e) { // the file's state is no fault of the program: no stack trace
      System.err.println("pagoda: " + e.getMessage());
      return e instanceof NewerSchemaException ? WRONG_SETTING : FAILED;
    } catch (BindException e) { // nor is a port that another process has
      System.err.println("pagoda: " + e.getMessage());
      return FAILED;
    } catch (FailedException e) {
      return FAILED; // the command has told why
    } catch (Throwable e) {
      System.err.println("pagoda: failed");
      e.printStackTrace();
      return FAILED;
    }
  }

  private static void run(CommandLine line) throws Exception {
    if (line.options().containsKey("help")) {
      System.out.print(Usage.TEXT);
    } else if (line.options().containsKey("version")) {
      Build build = Build.current();
      System.out.printf("pagoda %s (%s, Java %s)%n", build.version(), build.commit(), build.java());
    } else {
      switch (line.command()) {
        case "serve" -> serve(line);
        case "engine" -> engine(line);
        case "solve" -> SolveCommand.run(line);
        case "check" -> check(line);
        case "verify" -> failUnless(VerifyCommand.run(line, System.out));
        case "backup" -> BackupCommand.run(line, settings(line), System.out);
        case "token" -> TokenCommand.run(line, System.out, System.err);
        case "rpc-bench" -> rpcBench(line);
        default ->
            throw new UsageException("no command '" + line.command() + "'; see pagoda --help");
      }
    }
  }

  private static void check(CommandLine line) {
    line.expect(0);
    Settings settings = settings(line);
    PathRules.check(settings);
    settings.warnings().forEach(warning -> System.err.println("pagoda: warning: " + warning));
    CheckCommand.run(settings, System.out);
  }

  private static void rpcBench(CommandLine line) throws Exception {
    Settings settings = settings(line);
    Logging.configure(LogFormat.of(LogForm.TEXT), System.Logger.Level.WARNING, Map.of());
    try (Broker broker = Brokers.required(settings, "rpc-bench", new BrokerLog())) {
      failUnless(RpcBenchCommand.run(line, broker, System.out));
    } finally {
      Logging.flush();
    }
  }

  private static void failUnless(boolean done) {
    if (!done) {
      throw new FailedException();
    }
  }

  private static void serve(CommandLine line) throws Exception {
    Settings settings = logged(line);
    try {
      new Service(settings).run();
    } finally {
      Logging.flush();
    }
  }

  private static void engine(CommandLine line) throws Exception {
    Settings settings = logged(line);
    try {
      new EngineService(settings).run();
    } finally {
      Logging.flush();
    }
  }

  /** The settings of a service, with logging set up as they say. */
  private static Settings logged(CommandLine line) {
    line.expect(0);
    Settings settings = settings(line);
    PathRules.check(settings);
    Logging.configure(
        LogFormat.of(settings.get(Keys.LOG_FORMAT)),
        settings.get(Keys.LOG_LEVEL),
        settings.logLevels().entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, e -> e.getValue().value())));
    settings.warnings().forEach(warning -> LOG.log(System.Logger.Level.WARNING, warning));
    return settings;
  }

  private static Settings settings(CommandLine line) {
    return SettingsLoader.load(line.config(), System.getenv(), line.assignments());
  }

  /** A command has ended without success, and has said so itself. */
  private static final class FailedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    FailedException() {
      super(null, null, false, false);
    }
  }
}
