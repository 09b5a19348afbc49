package pagoda.http;

import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * How a server is set up. Immutable.
 *
 * @param host the name or address to listen on; default {@code 127.0.0.1}
 * @param port 0–65535, 0 for any free one; default 0
 * @param hostNames names besides {@code localhost} and loopback addresses that a client may put
 *     into {@code Host} while the server listens on loopback only; anything else is answered 403,
 *     so that no web page can reach the server by a name it controls (DNS rebinding)
 * @param insecure true to listen beyond loopback although {@code authenticator} asks for nothing
 * @param trustedProxies networks such as {@code 10.0.0.0/8} whose {@code X-Forwarded-For} is
 *     believed; default none
 * @param limits how much the server takes on
 * @param authenticator finds out who makes a request; default {@link Authenticator#OPEN}
 * @param cors which other origins' pages may call; default none
 * @param errorMapper what the application's own exceptions mean
 * @param listener hears of each request
 */
public record WebServerOptions(
    String host,
    int port,
    Set<String> hostNames,
    boolean insecure,
    List<String> trustedProxies,
    Limits limits,
    Authenticator authenticator,
    Cors cors,
    ErrorMapper errorMapper,
    ExchangeListener listener) {

  /** Checks the port and copies the collections. */
  public WebServerOptions {
    Objects.requireNonNull(host, "host");
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("port must be 0 to 65535: " + port);
    }
    hostNames = Set.copyOf(hostNames);
    trustedProxies = List.copyOf(trustedProxies);
    Objects.requireNonNull(limits, "limits");
    Objects.requireNonNull(authenticator, "authenticator");
    Objects.requireNonNull(cors, "cors");
    Objects.requireNonNull(errorMapper, "errorMapper");
    Objects.requireNonNull(listener, "listener");
  }

  /** {@return a server for this machine only, on a free port, with the default limits} */
  public static WebServerOptions defaults() {
    return builder().build();
  }

  /** {@return a builder that starts with the defaults} */
  public static Builder builder() {
    return new Builder();
  }

  /** Collects options. Confined to one thread. */
  public static final class Builder {
    private String host = "127.0.0.1";
    private int port;
    private Set<String> hostNames = Set.of();
    private boolean insecure;
    private List<String> trustedProxies = List.of();
    private Limits limits = Limits.defaults();
    private Authenticator authenticator = Authenticator.OPEN;
    private Cors cors = Cors.OFF;
    private ErrorMapper errorMapper = ErrorMapper.NONE;
    private ExchangeListener listener = ExchangeListener.NONE;

    private Builder() {}

    /**
     * See {@link WebServerOptions#host()}.
     *
     * @param name a name or an address
     * @return this builder
     */
    public Builder host(String name) {
      host = name;
      return this;
    }

    /**
     * See {@link WebServerOptions#port()}.
     *
     * @param number the port
     * @return this builder
     */
    public Builder port(int number) {
      port = number;
      return this;
    }

    /**
     * See {@link WebServerOptions#hostNames()}.
     *
     * @param names host names
     * @return this builder
     */
    public Builder hostNames(Set<String> names) {
      hostNames = names;
      return this;
    }

    /**
     * See {@link WebServerOptions#insecure()}.
     *
     * @param allowed true to allow it
     * @return this builder
     */
    public Builder insecure(boolean allowed) {
      insecure = allowed;
      return this;
    }

    /**
     * See {@link WebServerOptions#trustedProxies()}.
     *
     * @param networks networks or addresses
     * @return this builder
     */
    public Builder trustedProxies(List<String> networks) {
      trustedProxies = networks;
      return this;
    }

    /**
     * See {@link WebServerOptions#limits()}.
     *
     * @param values the limits
     * @return this builder
     */
    public Builder limits(Limits values) {
      limits = values;
      return this;
    }

    /**
     * See {@link WebServerOptions#authenticator()}.
     *
     * @param finder finds out who calls
     * @return this builder
     */
    public Builder authenticator(Authenticator finder) {
      authenticator = finder;
      return this;
    }

    /**
     * See {@link WebServerOptions#cors()}.
     *
     * @param rules the rules
     * @return this builder
     */
    public Builder cors(Cors rules) {
      cors = rules;
      return this;
    }

    /**
     * See {@link WebServerOptions#errorMapper()}.
     *
     * @param mapper says what exceptions mean
     * @return this builder
     */
    public Builder errorMapper(ErrorMapper mapper) {
      errorMapper = mapper;
      return this;
    }

    /**
     * See {@link WebServerOptions#listener()}.
     *
     * @param hears hears of each request
     * @return this builder
     */
    public Builder listener(ExchangeListener hears) {
      listener = hears;
      return this;
    }

    /** {@return the options; fails if the port is out of range} */
    public WebServerOptions build() {
      return new WebServerOptions(
          host,
          port,
          hostNames,
          insecure,
          trustedProxies,
          limits,
          authenticator,
          cors,
          errorMapper,
          listener);
    }
  }
}
