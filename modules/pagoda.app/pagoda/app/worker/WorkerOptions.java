package pagoda.app.worker;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;

/**
 * For whom a worker works, and how.
 *
 * @param identity what the service shows of it
 * @param url the service
 * @param token its token, asked for at each request
 * @param tls whom to trust; empty for whom the Java runtime trusts
 * @param startTimeout how long the service may be away at the start
 * @param maxCheckpoint the most bytes of a checkpoint
 * @param maxResult the most bytes of a result
 */
public record WorkerOptions(
    WorkerIdentity identity,
    String url,
    Supplier<Optional<String>> token,
    Optional<SSLContext> tls,
    Duration startTimeout,
    int maxCheckpoint,
    int maxResult) {
  WorkClient client() {
    return new WorkClient(url, token, tls);
  }
}
