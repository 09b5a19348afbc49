package pagoda.app.jobs;

import static java.lang.System.Logger.Level.ERROR;
import static java.lang.System.Logger.Level.INFO;

import java.nio.file.Path;
import java.util.List;
import java.util.SortedSet;
import pagoda.app.log.Fields;
import pagoda.app.settings.Keys;
import pagoda.app.settings.SettingException;
import pagoda.queue.HandlerJars;
import pagoda.queue.InvalidHandlerException;
import pagoda.queue.JobHandler;
import pagoda.queue.JobHandlers;

/**
 * The folder {@code handlers.dir}. A jar in it that cannot be used is left out and told of in one
 * line: whoever restarts the service at night wants the other jobs to run. The jobs of its type
 * stay in the queue, parked, until a start finds a handler for them.
 */
final class HandlerFolder {
  private static final System.Logger LOG = System.getLogger("pagoda.queue");

  private HandlerFolder() {}

  /** {@code known} and the handlers of the folder; of two for one type the first is kept. */
  static JobHandlers join(JobHandlers known, Path folder) {
    HandlerJars jars = load(folder);
    jars.problems().forEach(HandlerFolder::leaveOut);
    JobHandlers all = known;
    for (JobHandler handler : jars.handlers()) {
      try {
        JobHandlers more = all.and(List.of(handler));
        SortedSet<String> types = more.types();
        types.removeAll(all.types());
        LOG.log(INFO, "handler loaded", Fields.of("type", types.first()));
        all = more;
      } catch (InvalidHandlerException e) {
        leaveOut(e);
      }
    }
    return all;
  }

  private static HandlerJars load(Path folder) {
    try {
      return HandlerJars.load(folder);
    } catch (InvalidHandlerException e) {
      throw new SettingException(
          Keys.HANDLERS_DIR.name(),
          "allowed is a folder that can be read, seen '%s' (%s)".formatted(folder, e.getMessage()));
    }
  }

  private static void leaveOut(InvalidHandlerException problem) {
    LOG.log(ERROR, "handler left out: " + problem.getMessage());
  }
}
