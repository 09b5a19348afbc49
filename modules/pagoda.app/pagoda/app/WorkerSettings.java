package pagoda.app;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import pagoda.app.cli.UsageException;
import pagoda.app.client.ServiceUrl;
import pagoda.app.lifecycle.Build;
import pagoda.app.settings.Keys;
import pagoda.app.settings.SettingException;
import pagoda.app.settings.Settings;
import pagoda.app.settings.SystemReason;
import pagoda.app.worker.WorkerIdentity;
import pagoda.app.worker.WorkerOptions;
import pagoda.app.worker.WorkerTypes;
import pagoda.broker.AmqpTls;
import pagoda.process.InvalidProgramException;
import pagoda.process.ProgramCommand;

/** Turns settings into what a worker needs. */
record WorkerSettings(Settings settings, Map<String, String> variables) {
  private static final Path HOST_NAME = Path.of("/proc/sys/kernel/hostname");

  /** For whom it works; the token is looked for now, so that a missing file is told at once. */
  WorkerOptions options(Build build) {
    var _ = token();
    String host = host();
    String name = settings.get(Keys.WORK_NAME);
    WorkerIdentity identity =
        new WorkerIdentity(
            UUID.randomUUID(), name.isBlank() ? host : name, host, build.version(), slots());
    return new WorkerOptions(
        identity,
        url(),
        this::token,
        tls(),
        settings.get(Keys.WORK_START_TIMEOUT),
        Math.toIntExact(settings.get(Keys.QUEUE_MAX_CHECKPOINT)),
        Math.toIntExact(settings.get(Keys.QUEUE_MAX_RESULT)));
  }

  private int slots() {
    int slots = settings.get(Keys.WORK_SLOTS);
    return slots > 0 ? slots : Runtime.getRuntime().availableProcessors();
  }

  private String url() {
    String url = settings.get(Keys.WORK_URL);
    return ServiceUrl.checked(
        !url.isEmpty() ? url : variable("PAGODA_URL").orElseGet(() -> ServiceUrl.local(settings)));
  }

  private Optional<String> variable(String name) {
    return Optional.ofNullable(variables.get(name)).filter(text -> !text.isBlank());
  }

  private Optional<String> token() {
    String token = settings.current(Keys.WORK_TOKEN);
    return token.isEmpty()
        ? variable("PAGODA_TOKEN_FILE").map(WorkerSettings::read)
        : Optional.of(token);
  }

  private static String read(String file) {
    try {
      return Files.readString(Path.of(file)).strip();
    } catch (IOException e) {
      throw new SettingException(
          "PAGODA_TOKEN_FILE",
          "allowed is a file that can be read, seen %s (%s)".formatted(file, SystemReason.of(e)));
    }
  }

  private Optional<SSLContext> tls() {
    return settings
        .get(Keys.WORK_TLS_CA_FILE)
        .map(file -> {
          try {
            return AmqpTls.trusting(file).context();
          } catch (IOException | GeneralSecurityException e) {
            throw new SettingException(
                Keys.WORK_TLS_CA_FILE.name(),
                "allowed is a PEM file with certificates, seen '%s' (%s)".formatted(file, e));
          }
        });
  }

  private static String host() {
    try {
      return Files.exists(HOST_NAME)
          ? Files.readString(HOST_NAME).strip()
          : InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "unknown";
    } catch (IOException e) {
      return "unknown";
    }
  }

  /** What it can run; {@code program} is what the command line names, or nothing. */
  WorkerTypes types(List<String> program, Path folder) {
    List<String> wanted = settings.get(Keys.WORK_TYPES);
    if (!program.isEmpty()) {
      if (wanted.isEmpty()) {
        throw new UsageException("work: a program needs --type, which says for what it is");
      }
      return WorkerTypes.ofCommand(settings, folder, slots(), wanted, command(program));
    }
    if (settings.get(Keys.HANDLERS_DIR).isEmpty()) {
      throw new UsageException(
          "work: allowed is a program after --, or handlers.dir with types, seen neither");
    }
    WorkerTypes types = WorkerTypes.ofFolder(settings, folder, slots(), wanted);
    checkServed(types, wanted);
    return types;
  }

  private void checkServed(WorkerTypes types, List<String> wanted) {
    String served = String.join(", ", types.served().handlers().types());
    if (types.names().isEmpty() && wanted.isEmpty()) {
      throw new SettingException(
          Keys.HANDLERS_DIR.name(),
          "allowed is a folder with types that can run here, seen none in '%s'"
              .formatted(settings.get(Keys.HANDLERS_DIR).get()));
    }
    for (String type : wanted) {
      if (!types.names().contains(type)) {
        throw new SettingException(
            Keys.WORK_TYPES.name(),
            "allowed is what %s has (%s), seen '%s'"
                .formatted(Keys.HANDLERS_DIR.name(), served, type));
      }
    }
  }

  /** The program as a shell would find it, but checked as that of a type's file is. */
  private ProgramCommand command(List<String> words) {
    List<String> absolute = new ArrayList<>(words);
    absolute.set(0, found(words.getFirst()).toString());
    try {
      ProgramCommand command = ProgramCommand.of(absolute.toArray(String[]::new));
      Optional<String> problem = command.problem();
      if (problem.isPresent()) {
        throw new UsageException("work: " + problem.get());
      }
      return command;
    } catch (InvalidProgramException e) {
      throw new UsageException("work: " + e.getMessage());
    }
  }

  private Path found(String program) {
    if (program.contains("/")) {
      return Path.of(program).toAbsolutePath().normalize();
    }
    return Stream.of(variable("PATH").orElse("").split(":", -1))
        .filter(folder -> folder.startsWith("/"))
        .map(folder -> Path.of(folder, program))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow(() -> new UsageException("work: no program '" + program + "' in $PATH"));
  }
}
