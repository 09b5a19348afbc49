package pagoda.app.log;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Sets up java.util.logging, which {@link System.Logger} and slf4j write to. */
public final class Logging {
  private static final Duration FLUSH_LIMIT = Duration.ofSeconds(2);
  private static final LineWriter WRITER = new LineWriter(new FileOutputStream(FileDescriptor.err));

  /** java.util.logging forgets the level of a logger that nobody holds. */
  private static final List<Logger> HELD = new ArrayList<>();

  private Logging() {}

  /** One handler for everything, at {@code level}; {@code levels} overrides it by logger. */
  public static synchronized void configure(
      LogFormat format, System.Logger.Level level, Map<String, System.Logger.Level> levels) {
    LogManager.getLogManager().reset();
    HELD.clear();
    Logger root = Logger.getLogger("");
    root.setLevel(julLevel(level));
    root.addHandler(new LineHandler(JournalFormat.whereItIsRead(format, System.getenv())));
    quiet("com.rabbitmq.client", levels);
    levels.forEach((name, l) -> hold(name, julLevel(l)));
  }

  /** Waits, 2 s at most, until every line logged so far is written. */
  public static void flush() throws InterruptedException {
    WRITER.flush(FLUSH_LIMIT);
  }

  /** The client's own stack traces repeat what the broker's events tell in one line. */
  private static void quiet(String logger, Map<String, System.Logger.Level> levels) {
    if (!levels.containsKey(logger)) {
      hold(logger, Level.OFF);
    }
  }

  private static void hold(String name, Level level) {
    Logger logger = Logger.getLogger(name);
    logger.setLevel(level);
    HELD.add(logger);
  }

  private static Level julLevel(System.Logger.Level level) {
    return switch (level) {
      case ALL -> Level.ALL;
      case TRACE -> Level.FINER;
      case DEBUG -> Level.FINE;
      case INFO -> Level.INFO;
      case WARNING -> Level.WARNING;
      case ERROR -> Level.SEVERE;
      case OFF -> Level.OFF;
    };
  }

  private static final class LineHandler extends Handler {
    private final LogFormat format;

    LineHandler(LogFormat format) {
      this.format = format;
    }

    @Override
    public void publish(LogRecord record) {
      LogRecords.settle(record);
      WRITER.write(() -> format.line(record));
    }

    @Override
    public void flush() {} // the writer flushes each batch

    @Override
    public void close() {}
  }
}
