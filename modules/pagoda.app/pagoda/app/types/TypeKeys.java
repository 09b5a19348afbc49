package pagoda.app.types;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import pagoda.app.settings.Kind;
import pagoda.app.settings.Kinds;
import pagoda.process.ProgramCommand;

/**
 * Every key that a type's file may have. Each is told in {@code config/handlers/README.md}, which a
 * test compares.
 */
public final class TypeKeys {
  /** What keys for the program's environment begin with. */
  static final String ENVIRONMENT = "env.";

  private static final int MOST_LABELS = 8;
  private static final Pattern LABEL = Pattern.compile("[A-Za-z0-9_.-]{1,64}");
  private static final List<TypeKey<?>> DECLARED = new ArrayList<>();
  private static final Set<RunMode> HERE = Set.of(RunMode.PROGRAM, RunMode.SERVE, RunMode.JAVA);

  /** What runs its jobs. */
  public static final TypeKey<RunMode> RUN =
      key("run", Kinds.choice(RunMode.byText()), RunMode.ALL);

  /** The program and its arguments. */
  public static final TypeKey<ProgramCommand> COMMAND = key("command", command(), RunMode.PROGRAMS);

  /** How long an attempt may take. */
  public static final TypeKey<Duration> TIMEOUT =
      key("timeout", Kinds.duration("100ms", "7d"), RunMode.ALL);

  /** How many attempts run at once in this process. */
  public static final TypeKey<Integer> CONCURRENCY =
      key("concurrency", Kinds.integer(1, 1024), HERE);

  /** How many attempts run at once wherever they run. */
  public static final TypeKey<Integer> CONCURRENCY_TOTAL =
      key("concurrency-total", Kinds.integer(1, 1_000_000), RunMode.ALL);

  /** How often a job is tried. */
  public static final TypeKey<Integer> ATTEMPTS =
      key("attempts", Kinds.integer(1, 100), RunMode.ALL);

  /** The wait before the second attempt. */
  public static final TypeKey<Duration> RETRY_AFTER =
      key("retry-after", Kinds.duration("1ms", "1d"), RunMode.ALL);

  /** How long ended jobs are kept. */
  public static final TypeKey<Duration> RETENTION =
      key("retention", Kinds.duration("0ms", "3650d"), RunMode.ALL);

  /** The priority of a job that asks for none. */
  public static final TypeKey<Integer> PRIORITY =
      key("priority", Kinds.integer(0, 100), RunMode.ALL);

  /** Whether an attempt may be asked to yield to a more urgent one. */
  public static final TypeKey<Boolean> CHECKPOINT = key("checkpoint", Kinds.flag(), RunMode.ALL);

  /** Whether a row of failures holds back the type. */
  public static final TypeKey<Boolean> BREAKER =
      key("breaker", Kinds.choice(Map.of("on", true, "off", false)), RunMode.ALL);

  /** Members of a JSON payload that become labels. */
  public static final TypeKey<List<String>> LABELS = key("labels", labels(), RunMode.ALL);

  /** A payload to begin with. */
  public static final TypeKey<String> EXAMPLE = key("example", Kinds.text(), RunMode.ALL);

  /** The most memory of an attempt. */
  public static final TypeKey<Long> MEMORY =
      key("memory", Kinds.size("1MiB", "65536GiB"), RunMode.PROGRAMS);

  /** The most processors of an attempt. */
  public static final TypeKey<Double> CPU =
      key("cpu", Kinds.number("0.01", "1024"), RunMode.PROGRAMS);

  /** The most processes of an attempt. */
  public static final TypeKey<Integer> PROCESSES =
      key("processes", Kinds.integer(1, 1_000_000), RunMode.PROGRAMS);

  /** The largest file that an attempt may write. */
  public static final TypeKey<Long> FILE_SIZE =
      key("file-size", Kinds.size("1KiB", "65536GiB"), RunMode.PROGRAMS);

  /** The largest result. */
  public static final TypeKey<Long> RESULT =
      key("result", Kinds.size("0B", "16MiB"), RunMode.PROGRAMS);

  /** How much an attempt gives way to other processes. */
  public static final TypeKey<Integer> NICE = key("nice", Kinds.integer(0, 19), RunMode.PROGRAMS);

  /** How long a program has between SIGTERM and SIGKILL. */
  public static final TypeKey<Duration> GRACE =
      key("grace", Kinds.duration("0ms", "1h"), RunMode.PROGRAMS);

  /** A file of further variables for the program's environment. */
  public static final TypeKey<Path> ENV_FROM = key("env-from", absolutePath(), RunMode.PROGRAMS);

  /** Who runs the program, if this process is root's. */
  public static final TypeKey<String> USER = key("user", user(), RunMode.PROGRAMS);

  /** Exit statuses that fail a job for good. */
  public static final TypeKey<Set<Integer>> FAIL_ON = key("fail-on", statuses(), RunMode.PROGRAMS);

  /** Exit statuses that are worth another attempt. */
  public static final TypeKey<Set<Integer>> RETRY_ON =
      key("retry-on", statuses(), RunMode.PROGRAMS);

  /** After how many jobs a kept process is replaced. */
  public static final TypeKey<Integer> MAX_JOBS =
      key("max-jobs", Kinds.integer(1, 1_000_000_000), Set.of(RunMode.SERVE));

  /** How long a worker elsewhere may be silent. */
  public static final TypeKey<Duration> LEASE =
      key("lease", Kinds.duration("10s", "10m"), Set.of(RunMode.REMOTE));

  /** All of them, in the order in which they are told. */
  public static final List<TypeKey<?>> ALL = List.copyOf(DECLARED);

  private TypeKeys() {}

  private static <T> TypeKey<T> key(String name, Kind<T> kind, Set<RunMode> modes) {
    TypeKey<T> key = new TypeKey<>(name, kind, modes);
    DECLARED.add(key);
    return key;
  }

  private static Kind<ProgramCommand> command() {
    return Kinds.kind(
        "the absolute path of a program and its arguments, or a JSON array of strings",
        ProgramCommand::parse);
  }

  private static Kind<Path> absolutePath() {
    return Kinds.kind(
        "an absolute path",
        text -> {
          Path path = Path.of(text);
          require(path.isAbsolute());
          return path;
        });
  }

  private static Kind<String> user() {
    return Kinds.kind(
        "the name of a user",
        text -> {
          require(text.matches("[A-Za-z_][A-Za-z0-9._-]*"));
          return text;
        });
  }

  private static Kind<Set<Integer>> statuses() {
    return Kinds.kind(
        "exit statuses from 1 to 255 but 126 and 127, separated by commas",
        text -> {
          Set<Integer> statuses = new TreeSet<>();
          for (String word : text.split(",", -1)) {
            int status = Integer.parseInt(word.strip());
            require(status >= 1 && status <= 255 && status != 126 && status != 127);
            statuses.add(status);
          }
          return statuses;
        });
  }

  private static Kind<List<String>> labels() {
    return Kinds.kind(
        "up to 8 names of members, separated by commas",
        text -> {
          List<String> names = Arrays.stream(text.split(",", -1)).map(String::strip).toList();
          require(names.size() <= MOST_LABELS);
          require(names.stream().allMatch(name -> LABEL.matcher(name).matches()));
          return names;
        });
  }

  private static void require(boolean holds) {
    if (!holds) {
      throw new IllegalArgumentException();
    }
  }
}
