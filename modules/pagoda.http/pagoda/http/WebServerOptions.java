package pagoda.http;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import pagoda.http.internal.exchange.TrustedProxies;

/**
 * How a server is set up. Immutable.
 *
 * {@snippet lang=java :
 * WebServerOptions.defaults().withPort(3000).withAuthenticator(TokenFile.open(file, READ, ADMIN));
 * }
 */
public final class WebServerOptions {

  private final String host;
  private final int port;
  private final Set<String> hostNames;
  private final boolean insecure;
  private final List<String> trustedProxies;
  private final Limits limits;
  private final Authenticator authenticator;
  private final Cors cors;
  private final ErrorMapper errorMapper;
  private final ExchangeListener listener;

  private WebServerOptions(Draft draft) {
    host = Objects.requireNonNull(draft.host, "host");
    port = port(draft.port);
    hostNames = Set.copyOf(draft.hostNames);
    insecure = draft.insecure;
    trustedProxies = List.copyOf(draft.trustedProxies);
    new TrustedProxies(trustedProxies); // which refuses what is no network
    limits = Objects.requireNonNull(draft.limits, "limits");
    authenticator = Objects.requireNonNull(draft.authenticator, "authenticator");
    cors = Objects.requireNonNull(draft.cors, "cors");
    errorMapper = Objects.requireNonNull(draft.errorMapper, "errorMapper");
    listener = Objects.requireNonNull(draft.listener, "listener");
  }

  /** What is being changed; confined to one call. */
  private static final class Draft {
    private String host = "127.0.0.1";
    private int port = 0;
    private Set<String> hostNames = Set.of();
    private boolean insecure = false;
    private List<String> trustedProxies = List.of();
    private Limits limits = Limits.defaults();
    private Authenticator authenticator = Authenticator.OPEN;
    private Cors cors = Cors.OFF;
    private ErrorMapper errorMapper = ErrorMapper.NONE;
    private ExchangeListener listener = ExchangeListener.NONE;
  }

  private WebServerOptions with(Consumer<Draft> change) {
    Draft draft = new Draft();
    draft.host = host;
    draft.port = port;
    draft.hostNames = hostNames;
    draft.insecure = insecure;
    draft.trustedProxies = trustedProxies;
    draft.limits = limits;
    draft.authenticator = authenticator;
    draft.cors = cors;
    draft.errorMapper = errorMapper;
    draft.listener = listener;
    change.accept(draft);
    return new WebServerOptions(draft);
  }

  private static int port(int value) {
    if (value < 0 || value > 65_535) {
      throw new IllegalArgumentException("port must be 0 to 65535: " + value);
    }
    return value;
  }

  /** {@return a server for this machine only, on a free port, with the default limits} */
  public static WebServerOptions defaults() {
    return new WebServerOptions(new Draft());
  }

  /**
   * Changes where to listen.
   *
   * @param value a name or an address; default {@code 127.0.0.1}
   * @return the changed options
   */
  public WebServerOptions withHost(String value) {
    return with(draft -> draft.host = value);
  }

  /** {@return the name or address to listen on} */
  public String host() {
    return host;
  }

  /**
   * Changes the port.
   *
   * @param value 0 to 65535, 0 for any free one; default 0
   * @return the changed options
   */
  public WebServerOptions withPort(int value) {
    return with(draft -> draft.port = value);
  }

  /** {@return the port, 0 for any free one} */
  public int port() {
    return port;
  }

  /**
   * Changes the names besides {@code localhost} and loopback addresses that a client may put into
   * {@code Host} while the server listens on loopback only; anything else is answered 403, so that
   * no web page can reach the server by a name it controls (DNS rebinding).
   *
   * @param value names in lower case; default none
   * @return the changed options
   */
  public WebServerOptions withHostNames(Set<String> value) {
    return with(draft -> draft.hostNames = value);
  }

  /** {@return further names that a client may put into {@code Host}} */
  public Set<String> hostNames() {
    return hostNames;
  }

  /**
   * Changes whether to listen beyond loopback although the authenticator asks for nothing.
   *
   * @param value true to allow it; default false
   * @return the changed options
   */
  public WebServerOptions withInsecure(boolean value) {
    return with(draft -> draft.insecure = value);
  }

  /** {@return true if it may listen beyond loopback and ask nobody for a token} */
  public boolean insecure() {
    return insecure;
  }

  /**
   * Changes who is believed when it names the client in {@code X-Forwarded-For} or {@code
   * Forwarded}; limits, records and handlers then see that client.
   *
   * @param value networks such as {@code 10.0.0.0/8}, or addresses; default none
   * @return the changed options
   */
  public WebServerOptions withTrustedProxies(List<String> value) {
    return with(draft -> draft.trustedProxies = value);
  }

  /** {@return the networks of proxies that are believed} */
  public List<String> trustedProxies() {
    return trustedProxies;
  }

  /**
   * Changes how much the server takes on.
   *
   * @param value the limits
   * @return the changed options
   */
  public WebServerOptions withLimits(Limits value) {
    return with(draft -> draft.limits = value);
  }

  /** {@return how much the server takes on} */
  public Limits limits() {
    return limits;
  }

  /**
   * Changes who finds out who makes a request.
   *
   * @param value the authenticator; default {@link Authenticator#OPEN}
   * @return the changed options
   */
  public WebServerOptions withAuthenticator(Authenticator value) {
    return with(draft -> draft.authenticator = value);
  }

  /** {@return who finds out who makes a request} */
  public Authenticator authenticator() {
    return authenticator;
  }

  /**
   * Changes which other origins' pages may call.
   *
   * @param value the rules; default none
   * @return the changed options
   */
  public WebServerOptions withCors(Cors value) {
    return with(draft -> draft.cors = value);
  }

  /** {@return which other origins' pages may call} */
  public Cors cors() {
    return cors;
  }

  /**
   * Changes what the application's own exceptions mean.
   *
   * @param value says which problem an exception is; default none
   * @return the changed options
   */
  public WebServerOptions withErrorMapper(ErrorMapper value) {
    return with(draft -> draft.errorMapper = value);
  }

  /** {@return what the application's own exceptions mean} */
  public ErrorMapper errorMapper() {
    return errorMapper;
  }

  /**
   * Changes who hears of each request.
   *
   * @param value hears of each; default nobody
   * @return the changed options
   */
  public WebServerOptions withListener(ExchangeListener value) {
    return with(draft -> draft.listener = value);
  }

  /** {@return who hears of each request} */
  public ExchangeListener listener() {
    return listener;
  }
}
