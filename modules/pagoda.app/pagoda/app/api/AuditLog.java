package pagoda.app.api;

import static java.lang.System.Logger.Level.INFO;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import pagoda.app.log.Fields;
import pagoda.http.ExchangeListener;
import pagoda.http.ExchangeRecord;
import pagoda.http.Routes;

/**
 * A log line for each thing that only an administrator may do, and for each try of somebody else:
 * who, from where, what, and what came of it. It does not depend on the access log.
 */
public final class AuditLog implements ExchangeListener {
  private static final System.Logger LOG = System.getLogger("pagoda.audit");

  private final Set<String> actions;

  /** Tells of those of {@code routes} that ask for the role {@code admin}. */
  public AuditLog(Routes routes) {
    actions =
        routes.all().stream()
            .filter(route -> route.role().equals(Optional.of(Roles.ADMIN)))
            .map(route -> key(route.method(), route.pattern()))
            .collect(Collectors.toUnmodifiableSet());
  }

  private static String key(String method, String pattern) {
    return (method.equals("HEAD") ? "GET" : method) + " " + pattern;
  }

  @Override
  public void ended(ExchangeRecord exchange) {
    boolean action =
        exchange
            .route()
            .filter(pattern -> actions.contains(key(exchange.method(), pattern)))
            .isPresent();
    if (action) {
      LOG.log(
          INFO,
          "admin action",
          Fields.of(
              "principal", exchange.principal(),
              "client", exchange.client().getHostAddress(),
              "method", exchange.method(),
              "path", exchange.path(),
              "status", exchange.status(),
              "request_id", exchange.requestId()));
    }
  }
}
