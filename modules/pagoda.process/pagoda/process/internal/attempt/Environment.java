package pagoda.process.internal.attempt;

import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import pagoda.process.ProgramInput;
import pagoda.process.ProgramOptions;
import pagoda.process.internal.files.WorkFolder;

/** The whole environment of a program: nothing of this process's own goes to it. */
public final class Environment {
  private static final String PATH = "/usr/local/bin:/usr/bin:/bin";

  private Environment() {}

  /** Of a program that runs once. */
  static Map<String, String> of(WorkFolder folder, ProgramInput input, ProgramOptions options) {
    Map<String, String> all = common(folder, options);
    all.putAll(input.variables());
    all.put("PAGODA_PAYLOAD", folder.payload().toString());
    all.put("PAGODA_RESULT", folder.result().toString());
    all.put("PAGODA_REPORT", folder.report().toString());
    all.put("PAGODA_CHECKPOINT", folder.checkpoint().toString());
    return all;
  }

  /** Of a program that is fed line by line, and so of any program. */
  public static Map<String, String> common(WorkFolder folder, ProgramOptions options) {
    Map<String, String> all = new HashMap<>();
    String home = folder.path().toString();
    all.put("PATH", PATH);
    all.put("HOME", home);
    all.put("TMPDIR", home);
    all.put("LANG", "C.UTF-8");
    all.put("TZ", zone());
    all.putAll(options.environment());
    all.put("PAGODA_RUN", folder.run());
    all.put("PAGODA_TIMEOUT_S", Long.toString(Math.max(1, options.timeout().toSeconds())));
    all.put("PAGODA_ORDER", folder.order().toString());
    return all;
  }

  /** The zone by name: an offset such as +02:00 would mean the opposite to a C library. */
  private static String zone() {
    String id = ZoneId.systemDefault().getId();
    return id.contains("/") ? id : "UTC";
  }
}
