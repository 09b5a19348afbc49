package pagoda.app.worker;

import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import java.io.IOException;
import java.util.concurrent.TimeoutException;
import pagoda.app.lifecycle.Readiness;
import pagoda.app.log.Fields;
import pagoda.app.settings.SystemReason;

/** Whether the service answers claims, as its last answers tell. Thread-safe. */
final class ServiceLink {
  private static final System.Logger LOG = System.getLogger("pagoda.worker");

  private final String url;
  private boolean reached; // guarded by this, as the others
  private boolean up;
  private String reason = "not asked yet";

  ServiceLink(String url) {
    this.url = url;
  }

  /** Why a request got no answer, in one line. */
  static String reason(Throwable failure) {
    return switch (failure) {
      case TimeoutException _ -> "no answer in time";
      case IOException e -> SystemReason.of(e);
      default -> failure.toString();
    };
  }

  /** A claim was answered as it should be. */
  synchronized void up() {
    if (!up) {
      LOG.log(INFO, reached ? "service is back" : "service reached", Fields.of("url", url));
    }
    reached = true;
    up = true;
    reason = "answers";
  }

  /** A claim was not. */
  synchronized void down(String why) {
    if (up || !why.equals(reason)) {
      LOG.log(WARNING, "service does not take claims", Fields.of("url", url, "reason", why));
    }
    up = false;
    reason = why;
  }

  /** Whether it ever answered as it should. */
  synchronized boolean reached() {
    return reached;
  }

  synchronized String reason() {
    return reason;
  }

  /** As readiness wants to know it. */
  synchronized Readiness.Check check() {
    return new Readiness.Check("service", up, url + " " + reason);
  }

  synchronized boolean isUp() {
    return up;
  }
}
