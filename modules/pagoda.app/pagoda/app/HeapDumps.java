package pagoda.app;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;

/**
 * Where the JVM leaves a heap dump when memory is exhausted. The flag is in the image's options;
 * its path is known only once the settings are.
 */
final class HeapDumps {
  private HeapDumps() {}

  static void into(Path folder) {
    ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
        .setVMOption("HeapDumpPath", folder.toAbsolutePath().toString());
  }
}
