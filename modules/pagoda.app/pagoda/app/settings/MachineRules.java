package pagoda.app.settings;

import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What must hold on this machine, its disks and its addresses, before a service starts. It is asked
 * for apart from the other rules: commands that only talk to a service need nothing of it.
 */
public final class MachineRules {
  private MachineRules() {}

  /**
   * Looks at every path and address among the settings and changes nothing.
   *
   * @throws SettingException for the first that cannot be used
   */
  public static void check(Settings settings) {
    checkHost(settings.get(Keys.HTTP_HOST));
    checkData(settings.get(Keys.DATA_DIR));
    checkFile(settings, Keys.HTTP_TOKENS_FILE);
    checkFile(settings, Keys.BROKER_TLS_CA_FILE);
    checkFile(settings, Keys.BROKER_TLS_KEY_STORE);
    checkFile(settings, Keys.WORK_TLS_CA_FILE);
    settings.get(Keys.HANDLERS_DIR).ifPresent(MachineRules::checkHandlers);
  }

  /**
   * Makes {@code data.dir}.
   *
   * @throws SettingException if the system refuses
   */
  public static Path makeData(Settings settings) {
    Path folder = settings.get(Keys.DATA_DIR);
    checkData(folder);
    try {
      return Files.createDirectories(folder);
    } catch (IOException e) {
      throw unusable(folder, SystemReason.of(e));
    }
  }

  private static void checkHost(String host) {
    try {
      InetAddress address = InetAddress.getByName(host);
      boolean ours =
          address.isLoopbackAddress()
              || address.isAnyLocalAddress()
              || NetworkInterface.getByInetAddress(address) != null;
      if (!ours) {
        throw Rules.unusableHost(host, "this machine does not have it");
      }
    } catch (IOException e) {
      throw Rules.unusableHost(host, SystemReason.of(e));
    }
  }

  /** The folder, or where it would be made, must be one that may be written to. */
  private static void checkData(Path folder) {
    Path nearest = folder.toAbsolutePath().normalize();
    while (!Files.exists(nearest) && nearest.getParent() != null) {
      nearest = nearest.getParent();
    }
    if (!Files.isDirectory(nearest)) {
      throw unusable(folder, nearest + " is not a directory");
    }
    if (!Files.isWritable(nearest)) {
      throw unusable(folder, nearest + " may not be written to");
    }
  }

  private static SettingException unusable(Path folder, String reason) {
    return new SettingException(
        Keys.DATA_DIR.name(),
        "allowed is a folder that can be made and written to, seen '%s' (%s)"
            .formatted(folder, reason));
  }

  private static void checkFile(Settings settings, Key<Optional<Path>> key) {
    settings
        .get(key)
        .ifPresent(file -> {
          if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            throw new SettingException(
                key.name(),
                "allowed is a file that can be read, seen '%s' (%s)".formatted(file, reason(file)));
          }
        });
  }

  private static void checkHandlers(Path folder) {
    if (!Files.isDirectory(folder) || !Files.isReadable(folder)) {
      throw new SettingException(
          Keys.HANDLERS_DIR.name(),
          "allowed is a folder that can be read, seen '%s' (%s)"
              .formatted(folder, Files.isRegularFile(folder) ? "not a directory" : reason(folder)));
    }
  }

  private static String reason(Path path) {
    if (!Files.exists(path)) {
      return "no such file or directory";
    }
    return Files.isReadable(path) ? "not a file" : "permission denied";
  }
}
