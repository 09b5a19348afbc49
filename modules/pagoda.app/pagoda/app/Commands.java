package pagoda.app;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import pagoda.app.cli.ArgumentParser;
import pagoda.app.cli.Arguments;
import pagoda.app.cli.CheckCommand;
import pagoda.app.cli.Command;
import pagoda.app.cli.Completion;
import pagoda.app.cli.Console;
import pagoda.app.cli.ExitStatus;
import pagoda.app.cli.Help;
import pagoda.app.cli.RpcBenchCommand;
import pagoda.app.cli.SolveCommand;
import pagoda.app.cli.TokenCommand;
import pagoda.app.cli.UsageException;
import pagoda.app.cli.VerifyCommand;
import pagoda.app.client.BackupCommand;
import pagoda.app.client.BulkCommand;
import pagoda.app.client.JobCommand;
import pagoda.app.client.JobsCommand;
import pagoda.app.client.LogCommand;
import pagoda.app.client.ResultCommand;
import pagoda.app.client.SubmitCommand;
import pagoda.app.client.TypesCommand;
import pagoda.app.client.WorkersCommand;
import pagoda.app.settings.Nearest;

/**
 * Every command by its name. Only the one that is asked for is made, so that a start stays short.
 */
final class Commands {
  private static final Map<String, List<String>> GROUPS = new LinkedHashMap<>();

  static {
    GROUPS.put("to run", List.of("serve", "engine", "work"));
    GROUPS.put(
        "to talk to a service",
        List.of(
            "submit",
            "jobs",
            "job",
            "result",
            "log",
            "retry",
            "cancel",
            "delete",
            "prioritize",
            "types",
            "workers",
            "quiet",
            "backup"));
    GROUPS.put(
        "by itself",
        List.of(
            "solve", "run-once", "check", "verify", "token", "rpc-bench", "completion", "help"));
  }

  /** What people call commands elsewhere. */
  private static final Map<String, String> ELSEWHERE =
      Map.ofEntries(
          Map.entry("start", "serve"),
          Map.entry("run", "serve"),
          Map.entry("server", "serve"),
          Map.entry("up", "serve"),
          Map.entry("worker", "work"),
          Map.entry("config", "check"),
          Map.entry("enqueue", "submit"),
          Map.entry("add", "submit"),
          Map.entry("post", "submit"),
          Map.entry("list", "jobs"),
          Map.entry("ls", "jobs"),
          Map.entry("status", "jobs"),
          Map.entry("show", "job"),
          Map.entry("kill", "cancel"),
          Map.entry("version", "--version"));

  private Commands() {}

  /** Runs what the words of a command line ask for. */
  static int run(List<String> words, Console console) throws Exception {
    Optional<Integer> at = ArgumentParser.commandAt(words);
    Command command = named(at.map(words::get).orElse("serve"));
    List<String> rest = new ArrayList<>(words);
    at.ifPresent(i -> rest.remove((int) i));
    Arguments arguments = ArgumentParser.parse(command, rest);
    if (arguments.has("version")) {
      Version.print(console);
      return ExitStatus.DONE;
    }
    if (arguments.has("help")) {
      console.out().print(at.isPresent() ? Help.of(command) : Help.all(GROUPS, Commands::named));
      return ExitStatus.DONE;
    }
    return command.action().run(arguments, console);
  }

  private static Command named(String name) {
    return switch (name) {
      case "serve" -> ServeCommand.COMMAND;
      case "engine" -> EngineCommand.COMMAND;
      case "work" -> WorkCommand.COMMAND;
      case "submit" -> SubmitCommand.COMMAND;
      case "jobs" -> JobsCommand.COMMAND;
      case "job" -> JobCommand.COMMAND;
      case "result" -> ResultCommand.COMMAND;
      case "log" -> LogCommand.COMMAND;
      case "retry" -> BulkCommand.RETRY;
      case "cancel" -> BulkCommand.CANCEL;
      case "delete" -> BulkCommand.DELETE;
      case "prioritize" -> BulkCommand.PRIORITIZE;
      case "types" -> TypesCommand.COMMAND;
      case "workers" -> WorkersCommand.WORKERS;
      case "quiet" -> WorkersCommand.QUIET;
      case "backup" -> BackupCommand.COMMAND;
      case "solve" -> SolveCommand.COMMAND;
      case "run-once" -> RunOnceCommand.COMMAND;
      case "check" -> CheckCommand.COMMAND;
      case "verify" -> VerifyCommand.COMMAND;
      case "token" -> TokenCommand.COMMAND;
      case "rpc-bench" -> RpcBenchCommand.COMMAND;
      case "completion" ->
          Command.of(
                  "completion",
                  "the script that completes commands in bash or zsh",
                  Commands::complete)
              .withOperands("bash|zsh", 1, 1)
              .withDetails("source <(pagoda completion bash)");
      case "help" ->
          Command.of("help", "this text, or that of one command", Commands::help)
              .withOperands("[COMMAND]", 0, 1);
      default -> throw unknown(name);
    };
  }

  private static List<String> names() {
    return GROUPS.values().stream().flatMap(List::stream).toList();
  }

  private static UsageException unknown(String name) {
    String hint =
        Optional.ofNullable(ELSEWHERE.get(name))
            .or(() -> Nearest.likely(name, names()))
            .map(meant -> "; did you mean 'pagoda " + meant + "'?")
            .orElse("; see pagoda --help");
    return new UsageException("no command '" + name + "'" + hint);
  }

  private static int help(Arguments arguments, Console console) {
    String text =
        arguments.operands().isEmpty()
            ? Help.all(GROUPS, Commands::named)
            : Help.of(named(arguments.operands().getFirst()));
    console.out().print(text);
    return ExitStatus.DONE;
  }

  private static int complete(Arguments arguments, Console console) {
    String shell = arguments.operands().getFirst();
    if (!List.of("bash", "zsh").contains(shell)) {
      throw new UsageException("completion: allowed is bash or zsh, seen '" + shell + "'");
    }
    String script = Completion.bash(names().stream().map(Commands::named).toList());
    console
        .out()
        .print(
            shell.equals("zsh")
                ? "autoload -U +X bashcompinit && bashcompinit\n" + script
                : script);
    return ExitStatus.DONE;
  }
}
