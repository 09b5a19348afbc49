package pagoda.queue.internal.sqlite.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What tells one start of the machine from another. */
final class KernelBoot {
  private static final System.Logger LOGGER = System.getLogger("pagoda.queue");
  private static final Path ID = Path.of("/proc/sys/kernel/random/boot_id");

  private KernelBoot() {}

  /** The kernel's own number of this start; empty where there is none. */
  static String id() {
    try {
      return Files.exists(ID) ? Files.readString(ID).strip() : "";
    } catch (IOException e) {
      LOGGER.log(System.Logger.Level.DEBUG, "No boot id", e);
      return "";
    }
  }
}
