package bench.queue;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Base64;
import java.util.Properties;
import java.util.concurrent.atomic.LongAdder;
import org.jobrunr.configuration.JobRunr;
import org.jobrunr.configuration.JobRunrConfiguration.JobRunrConfigurationResult;
import org.jobrunr.jobs.lambdas.JobRequest;
import org.jobrunr.jobs.lambdas.JobRequestHandler;
import org.jobrunr.server.BackgroundJobServerConfiguration;
import org.jobrunr.storage.sql.sqlite.SqLiteStorageProvider;

/**
 * JobRunr, tuned: WAL, FULL, immediate transactions, ten connections, the shortest poll there is.
 */
final class JobRunrContender implements Contender {
  private static final LongAdder COMPLETED = new LongAdder();

  private final Pool pool;
  private final SqLiteStorageProvider storage;
  private final JobRunrConfigurationResult jobRunr;
  private final long before = COMPLETED.sum();

  JobRunrContender(Path folder) throws SQLException {
    Properties pragmas = new Properties();
    pragmas.setProperty("journal_mode", "WAL");
    pragmas.setProperty("synchronous", "FULL");
    pragmas.setProperty("busy_timeout", "30000");
    pragmas.setProperty("transaction_mode", "IMMEDIATE");
    pool = new Pool(folder.resolve("jobrunr.db").toString(), 10, pragmas);
    storage = new SqLiteStorageProvider(pool);
    BackgroundJobServerConfiguration server =
        BackgroundJobServerConfiguration.usingStandardBackgroundJobServerConfiguration()
            .andPollIntervalInSeconds(5)
            .andWorkerCount(10);
    jobRunr =
        JobRunr.configure()
            .useStorageProvider(storage)
            .useBackgroundJobServer(server, false)
            .initialize();
  }

  /** A job that carries its payload and does nothing. */
  public record Request(String payload) implements JobRequest {
    @Override
    public Class<Handler> getJobRequestHandler() {
      return Handler.class;
    }
  }

  /** Counts. */
  public static final class Handler implements JobRequestHandler<Request> {
    @Override
    public void run(Request request) {
      COMPLETED.increment();
    }
  }

  @Override
  public void enqueue(byte[] payload) {
    jobRunr
        .getJobRequestScheduler()
        .enqueue(new Request(Base64.getEncoder().encodeToString(payload)));
  }

  @Override
  public void start() {
    jobRunr.getBackgroundJobServer().start();
  }

  @Override
  public long completed() {
    return COMPLETED.sum() - before;
  }

  @Override
  public void close() throws SQLException {
    JobRunr.destroy();
    pool.close();
  }
}
