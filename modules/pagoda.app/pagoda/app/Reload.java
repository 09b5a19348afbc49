package pagoda.app;

import static java.lang.System.Logger.Level.ERROR;
import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import pagoda.app.api.Roles;
import pagoda.app.log.Fields;
import pagoda.app.settings.Keys;
import pagoda.app.settings.Origin;
import pagoda.app.settings.Setting;
import pagoda.app.settings.SettingException;
import pagoda.app.settings.Settings;
import pagoda.http.InvalidTokenFileException;
import pagoda.http.TokenFile;

/**
 * Reads settings, tokens and type files again. The log's settings hold at once, a secret in a file
 * from the next connection on; any other that has changed is named, for it takes a restart.
 */
final class Reload {
  private static final System.Logger LOG = System.getLogger("pagoda.app");
  private static final Set<String> AT_ONCE = Set.of(Keys.LOG_FORMAT.name(), Keys.LOG_LEVEL.name());

  private final Settings inForce;
  private final Supplier<Settings> again;
  private final List<Runnable> parts = new CopyOnWriteArrayList<>();

  Reload(Settings inForce, Supplier<Settings> again) {
    this.inForce = inForce;
    this.again = again;
  }

  /** Adds something that reads its files again. */
  void part(Runnable readAgain) {
    parts.add(readAgain);
  }

  /** Reads everything again; what is wrong is told in a line, and what was read before stays. */
  void run() {
    try {
      Settings now = again.get();
      LoggedProcess.configureLog(now);
      List<String> restart = takesRestart(now);
      if (!restart.isEmpty()) {
        LOG.log(WARNING, "changed, and in force after a restart: " + String.join(", ", restart));
      }
      checkTokens();
      parts.forEach(Runnable::run);
      LOG.log(INFO, "reloaded", Fields.of("waiting_for_restart", restart.size()));
    } catch (SettingException | InvalidTokenFileException e) {
      LOG.log(ERROR, "reload refused, what was read before stays in force: " + e.getMessage());
    }
  }

  private List<String> takesRestart(Settings now) {
    return now.all().stream()
        .filter(setting -> !setting.text().equals(inForce.setting(setting.key()).text()))
        .filter(setting -> !AT_ONCE.contains(setting.key().name()) && !readWhenUsed(setting))
        .map(setting -> setting.key().name())
        .toList();
  }

  private boolean readWhenUsed(Setting<?> setting) {
    return setting.origin().equals(inForce.setting(setting.key()).origin())
        && setting.origin() instanceof Origin.SecretFile;
  }

  /**
   * The server sees a change by itself, within a second; this tells whoever reloads of a bad one.
   */
  private void checkTokens() {
    inForce
        .get(Keys.HTTP_TOKENS_FILE)
        .ifPresent(file -> {
          var _ = TokenFile.open(file, Roles.ALL);
        });
  }
}
