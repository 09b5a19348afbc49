package pagoda.http.internal.exchange;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The system properties of the JDK's server. It reads them once, when its class {@code
 * ServerConfig} is loaded, so they are set before the first {@code HttpServer} is created and hold
 * for the whole process. One that is set already, on the command line, is left alone.
 */
public final class JdkServerSettings {
  private static final System.Logger LOG = System.getLogger("pagoda.http");
  private static final String JDK = "sun.net.httpserver.";
  private static final String MAX_RESPONSE_TIME = JDK + "maxRspTime";

  private static Map<String, String> applied = Map.of();

  private JdkServerSettings() {}

  /** Sets the properties, if this is the first server; warns of a later one that asks otherwise. */
  public static synchronized void apply(int connections, Duration receive, Duration idle) {
    Map<String, String> wanted = wanted(connections, receive, idle);
    if (applied.isEmpty()) {
      wanted.forEach(JdkServerSettings::setUnlessGiven);
      applied = wanted;
      warnOfResponseTime();
    } else if (!applied.equals(wanted)) {
      LOG.log(
          Level.WARNING,
          "connections, receive and idle timeouts of the first server of this process hold: {0}",
          applied);
    }
  }

  private static Map<String, String> wanted(int connections, Duration receive, Duration idle) {
    Map<String, String> wanted = new LinkedHashMap<>();
    // Without it, a flush between headers and a small body waits 40 ms for a delayed ACK.
    wanted.put(JDK + "nodelay", "true");
    // The only defence against slow headers. In seconds, whatever its documentation says
    // (JDK-8387598). A slow body is answered 408 before this one cuts it, hence the margin.
    wanted.put(JDK + "maxReqTime", seconds(receive.plusSeconds(2)));
    // Also cuts a new connection that sends nothing. In seconds.
    wanted.put(JDK + "idleInterval", seconds(idle));
    // How often idle connections are looked at, in ms: the default, 10 s, is coarse.
    wanted.put(JDK + "clockTick", "1000");
    // One more connection is accepted and closed, so that the process keeps file descriptors.
    wanted.put("jdk.httpserver.maxConnections", Integer.toString(connections));
    // The default, 200, closes every kept connection above it after one answer.
    wanted.put(JDK + "maxIdleConnections", Integer.toString(connections));
    // Above it the JDK hangs up without a word; below it this module can answer 431.
    wanted.put(JDK + "maxReqHeaderSize", Integer.toString(64 * 1024));
    wanted.put(JDK + "maxReqHeaders", "200");
    // What is left of a small request is read, so that the connection can be kept. Zero or less
    // is broken (JDK-8387853).
    wanted.put(JDK + "drainAmount", Integer.toString(64 * 1024));
    return wanted;
  }

  private static String seconds(Duration duration) {
    return Long.toString(Math.max(1, duration.plusNanos(999_999_999).toSeconds()));
  }

  private static void setUnlessGiven(String name, String value) {
    if (System.getProperty(name) == null) {
      System.setProperty(name, value);
    }
  }

  /** It would cut every event stream and every large answer, so this module keeps its own watch. */
  private static void warnOfResponseTime() {
    String seen = System.getProperty(MAX_RESPONSE_TIME);
    if (seen != null) {
      LOG.log(
          Level.WARNING,
          "{0}={1} cuts event streams and long answers after that many seconds",
          MAX_RESPONSE_TIME,
          seen);
    }
  }
}
