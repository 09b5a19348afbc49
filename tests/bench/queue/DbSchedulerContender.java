package bench.queue;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** db-scheduler, tuned: WAL, FULL, one connection, immediate execution. */
final class DbSchedulerContender implements Contender {
  private final Pool pool;
  private final LongAdder completed = new LongAdder();
  private final AtomicLong number = new AtomicLong();
  private final OneTimeTask<byte[]> task =
      Tasks.oneTime("no-op", byte[].class).execute((instance, context) -> completed.increment());
  private final Scheduler scheduler;

  DbSchedulerContender(Path folder) throws SQLException {
    Properties pragmas = new Properties();
    pragmas.setProperty("journal_mode", "WAL");
    pragmas.setProperty("synchronous", "FULL");
    pragmas.setProperty("busy_timeout", "30000");
    pool = new Pool(folder.resolve("dbs.db").toString(), 1, pragmas);
    try (Connection connection = pool.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE TABLE scheduled_tasks(task_name TEXT NOT NULL, task_instance TEXT NOT NULL,"
              + " task_data BLOB, execution_time TIMESTAMP NOT NULL, picked BOOLEAN NOT NULL,"
              + " picked_by TEXT, last_success TIMESTAMP, last_failure TIMESTAMP,"
              + " consecutive_failures INT, last_heartbeat TIMESTAMP, version BIGINT NOT NULL,"
              + " priority SMALLINT, PRIMARY KEY(task_name, task_instance))");
      statement.execute("CREATE INDEX execution_time_idx ON scheduled_tasks(execution_time)");
      statement.execute("CREATE INDEX last_heartbeat_idx ON scheduled_tasks(last_heartbeat)");
    }
    scheduler =
        Scheduler.create(pool, task)
            .threads(10)
            .pollingInterval(Duration.ofMillis(100))
            .pollUsingFetch(0.5, 4.0)
            .enableImmediateExecution()
            .build();
  }

  @Override
  public void enqueue(byte[] payload) {
    scheduler.schedule(
        task.instance(String.valueOf(number.incrementAndGet()), payload), Instant.now());
  }

  @Override
  public void start() {
    scheduler.start();
  }

  @Override
  public long completed() {
    return completed.sum();
  }

  @Override
  public void close() throws SQLException {
    scheduler.stop();
    pool.close();
  }
}
