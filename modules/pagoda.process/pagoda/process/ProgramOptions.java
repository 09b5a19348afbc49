package pagoda.process;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** How a program is run. Immutable; make one with {@link #defaults()} and the {@code with}s. */
public final class ProgramOptions {
  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
  private static final Pattern USER = Pattern.compile("[A-Za-z_][A-Za-z0-9._-]*");
  private static final ProgramOptions DEFAULTS = new ProgramOptions(new Draft());

  private final Duration timeout;
  private final Duration grace;
  private final int nice;
  private final ProgramLimits limits;
  private final ProgramExitCodes exitCodes;
  private final Map<String, String> environment;
  private final Optional<String> user;

  private ProgramOptions(Draft draft) {
    timeout = draft.timeout;
    grace = draft.grace;
    nice = draft.nice;
    limits = draft.limits;
    exitCodes = draft.exitCodes;
    environment = draft.environment;
    user = draft.user;
  }

  /** {@return the default options} */
  public static ProgramOptions defaults() {
    return DEFAULTS;
  }

  /** {@return how long an attempt may run; default 10 minutes} */
  public Duration timeout() {
    return timeout;
  }

  /** {@return how long the program has between SIGTERM and SIGKILL; default 10 seconds} */
  public Duration grace() {
    return grace;
  }

  /** {@return how much the program gives way to others, 0 to 19; default 10} */
  public int nice() {
    return nice;
  }

  /** {@return what an attempt may use} */
  public ProgramLimits limits() {
    return limits;
  }

  /** {@return what exit statuses mean} */
  public ProgramExitCodes exitCodes() {
    return exitCodes;
  }

  /** {@return variables that the program gets beside those of the contract; none by default} */
  public Map<String, String> environment() {
    return environment;
  }

  /** {@return the user that the program runs as; empty, the default, for this process's own} */
  public Optional<String> user() {
    return user;
  }

  /**
   * These options with another time limit.
   *
   * @param newTimeout 1 ms to 7 days
   * @return the changed options
   * @throws InvalidProgramException if it is out of range
   */
  public ProgramOptions withTimeout(Duration newTimeout) {
    Check.range("timeout", Duration.ofMillis(1), Duration.ofDays(7), newTimeout);
    Draft draft = new Draft(this);
    draft.timeout = newTimeout;
    return new ProgramOptions(draft);
  }

  /**
   * These options with another grace.
   *
   * @param newGrace 0 to 1 hour
   * @return the changed options
   * @throws InvalidProgramException if it is out of range
   */
  public ProgramOptions withGrace(Duration newGrace) {
    Check.range("grace", Duration.ZERO, Duration.ofHours(1), newGrace);
    Draft draft = new Draft(this);
    draft.grace = newGrace;
    return new ProgramOptions(draft);
  }

  /**
   * These options with another niceness.
   *
   * @param newNice 0 to 19
   * @return the changed options
   * @throws InvalidProgramException if it is out of range
   */
  public ProgramOptions withNice(int newNice) {
    Check.range("nice", 0, 19, newNice);
    Draft draft = new Draft(this);
    draft.nice = newNice;
    return new ProgramOptions(draft);
  }

  /**
   * These options with other limits.
   *
   * @param newLimits the limits
   * @return the changed options
   */
  public ProgramOptions withLimits(ProgramLimits newLimits) {
    Draft draft = new Draft(this);
    draft.limits = newLimits;
    return new ProgramOptions(draft);
  }

  /**
   * These options with another meaning of exit statuses.
   *
   * @param newExitCodes the meaning
   * @return the changed options
   */
  public ProgramOptions withExitCodes(ProgramExitCodes newExitCodes) {
    Draft draft = new Draft(this);
    draft.exitCodes = newExitCodes;
    return new ProgramOptions(draft);
  }

  /**
   * These options with other variables for the program.
   *
   * @param variables names of letters, digits and {@code _}, none that begins with {@code PAGODA_};
   *     values without NUL
   * @return the changed options
   * @throws InvalidProgramException if a name or value is not allowed
   */
  public ProgramOptions withEnvironment(Map<String, String> variables) {
    for (var variable : variables.entrySet()) {
      String name = variable.getKey();
      if (!NAME.matcher(name).matches() || name.startsWith("PAGODA_")) {
        throw new InvalidProgramException(
            "a variable's name", "letters, digits and _ and not begin with PAGODA_", name);
      }
      if (variable.getValue().indexOf('\0') >= 0) {
        throw new InvalidProgramException("variable " + name, "without NUL", "one with NUL");
      }
    }
    Draft draft = new Draft(this);
    draft.environment = Map.copyOf(variables);
    return new ProgramOptions(draft);
  }

  /**
   * These options with a user to run as. Only root can change the user; to others every attempt is
   * {@linkplain ProgramOutcome.Unable unable}.
   *
   * @param name the user's name
   * @return the changed options
   * @throws InvalidProgramException if it is no name of a user
   */
  public ProgramOptions withUser(String name) {
    if (!USER.matcher(name).matches()) {
      throw new InvalidProgramException("user", "the name of a user", name);
    }
    Draft draft = new Draft(this);
    draft.user = Optional.of(name);
    return new ProgramOptions(draft);
  }

  /** Options in the making. */
  private static final class Draft {
    private Duration timeout = Duration.ofMinutes(10);
    private Duration grace = Duration.ofSeconds(10);
    private int nice = 10;
    private ProgramLimits limits = ProgramLimits.defaults();
    private ProgramExitCodes exitCodes = ProgramExitCodes.defaults();
    private Map<String, String> environment = Map.of();
    private Optional<String> user = Optional.empty();

    Draft() {}

    Draft(ProgramOptions options) {
      timeout = options.timeout;
      grace = options.grace;
      nice = options.nice;
      limits = options.limits;
      exitCodes = options.exitCodes;
      environment = options.environment;
      user = options.user;
    }
  }
}
