package pagoda.app.types;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import pagoda.process.Program;
import pagoda.process.ProgramCommand;
import pagoda.process.ProgramExitCodes;
import pagoda.process.ProgramLimits;
import pagoda.process.ProgramOptions;

/**
 * A job type as its file says. Immutable.
 *
 * <p>A key that the file does not have is empty here: its default is that of the service, or of
 * what runs the job.
 */
public final class TypeFile {
  private final String type;
  private final Path file;
  private final RunMode mode;
  private final Map<TypeKey<?>, Object> values;
  private final Map<String, String> environment;

  TypeFile(
      String type,
      Path file,
      RunMode mode,
      Map<TypeKey<?>, Object> values,
      Map<String, String> environment) {
    this.type = type;
    this.file = file;
    this.mode = mode;
    this.values = Map.copyOf(values);
    this.environment = Map.copyOf(environment);
  }

  /** A type that a command line names, with a program; {@code command} is checked by its user. */
  public static TypeFile ofCommand(String type, ProgramCommand command) {
    return new TypeFile(
        type,
        Path.of(command.arguments().getFirst()),
        RunMode.PROGRAM,
        Map.of(TypeKeys.COMMAND, command),
        Map.of());
  }

  /** {@return the type's name} */
  public String type() {
    return type;
  }

  /** {@return the file} */
  public Path file() {
    return file;
  }

  /** {@return what runs its jobs} */
  public RunMode mode() {
    return mode;
  }

  /** {@return the value of a key, if the file has it} */
  @SuppressWarnings("unchecked") // the parser puts a T under a TypeKey<T>
  public <T> Optional<T> get(TypeKey<T> key) {
    return Optional.ofNullable((T) values.get(key));
  }

  /**
   * What it starts, as it stands now: {@code env-from} is read again.
   *
   * @param limit how long it may take
   * @throws TypeUnableException if this machine cannot start it now
   * @throws java.util.NoSuchElementException if it starts no program
   */
  public Program program(Duration limit) throws TypeUnableException {
    ProgramCommand command = get(TypeKeys.COMMAND).orElseThrow();
    Optional<String> problem = command.problem();
    if (problem.isPresent()) {
      throw new TypeUnableException(problem.get());
    }
    ProgramOptions options =
        ProgramOptions.defaults()
            .withTimeout(limit)
            .withLimits(limits())
            .withExitCodes(exitCodes())
            .withEnvironment(variables());
    options = with(TypeKeys.GRACE, options, ProgramOptions::withGrace);
    options = with(TypeKeys.NICE, options, ProgramOptions::withNice);
    options = with(TypeKeys.USER, options, ProgramOptions::withUser);
    return Program.of(command).withOptions(options);
  }

  private ProgramLimits limits() {
    ProgramLimits limits = ProgramLimits.defaults();
    limits = with(TypeKeys.MEMORY, limits, ProgramLimits::withMemory);
    limits = with(TypeKeys.CPU, limits, ProgramLimits::withCpus);
    limits = with(TypeKeys.PROCESSES, limits, ProgramLimits::withProcesses);
    limits = with(TypeKeys.FILE_SIZE, limits, ProgramLimits::withFileBytes);
    return with(TypeKeys.RESULT, limits, ProgramLimits::withResultBytes);
  }

  private ProgramExitCodes exitCodes() {
    ProgramExitCodes codes =
        with(TypeKeys.FAIL_ON, ProgramExitCodes.defaults(), ProgramExitCodes::withFailOn);
    return with(TypeKeys.RETRY_ON, codes, ProgramExitCodes::withRetryOn);
  }

  private <T, O> O with(TypeKey<T> key, O options, BiFunction<O, T, O> change) {
    return get(key).map(value -> change.apply(options, value)).orElse(options);
  }

  /** Those of the type's file win. */
  private Map<String, String> variables() throws TypeUnableException {
    Optional<Path> from = get(TypeKeys.ENV_FROM);
    if (from.isEmpty()) {
      return environment;
    }
    Map<String, String> all = new HashMap<>(EnvironmentFile.read(from.get()));
    all.putAll(environment);
    return all;
  }

  /** {@return why this machine cannot run it now, in words; empty if it can} */
  public Optional<String> problem() {
    if (!mode.startsPrograms()) {
      return Optional.empty();
    }
    try {
      program(Duration.ofMinutes(1));
      return Optional.empty();
    } catch (TypeUnableException e) {
      return Optional.of(e.getMessage());
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TypeFile that
        && type.equals(that.type)
        && mode == that.mode
        && values.equals(that.values)
        && environment.equals(that.environment);
  }

  @Override
  public int hashCode() {
    return type.hashCode();
  }

  @Override
  public String toString() {
    return type + " (" + file + ")";
  }
}
