package pagoda.app.log;

import static java.lang.System.Logger.Level.DEBUG;
import static java.lang.System.Logger.Level.ERROR;
import static java.lang.System.Logger.Level.INFO;

import java.lang.System.Logger.Level;
import pagoda.http.ExchangeListener;
import pagoda.http.ExchangeRecord;

/** A log line a request; one more, with the stack trace, for a failure that nobody expected. */
public final class AccessLog implements ExchangeListener {
  private static final System.Logger LOG = System.getLogger("pagoda.http");

  private final boolean everyRequest;

  /** Logs each request, or only failures. */
  public AccessLog(boolean everyRequest) {
    this.everyRequest = everyRequest;
  }

  @Override
  public void ended(ExchangeRecord exchange) {
    Level level = healthy(exchange) ? DEBUG : INFO;
    if (everyRequest && LOG.isLoggable(level)) {
      LOG.log(level, "request", fields(exchange));
    }
    exchange
        .failure()
        .ifPresent(failure ->
            LOG.log(ERROR, "request failed, request_id=" + exchange.requestId(), failure));
  }

  /** Balancers and systemd's watchdog ask all day; that all is well is no news. */
  private static boolean healthy(ExchangeRecord exchange) {
    return exchange.status() == 200
        && (exchange.path().equals("/livez") || exchange.path().equals("/readyz"));
  }

  private static Fields fields(ExchangeRecord exchange) {
    return Fields.of(
        "method", exchange.method(),
        "path", exchange.path(),
        "status", exchange.status(),
        "bytes", exchange.bytes(),
        "duration_us", exchange.duration().toNanos() / 1000,
        "outcome", exchange.outcome().text(),
        "client", exchange.client().getHostAddress(),
        "principal", exchange.principal(),
        "request_id", exchange.requestId());
  }
}
