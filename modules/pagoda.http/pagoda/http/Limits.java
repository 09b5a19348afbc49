package pagoda.http;

import java.time.Duration;
import java.util.function.Consumer;

/**
 * How much a server takes on. Immutable; every value is positive.
 *
 * <p>Those marked <em>process-wide</em> are kept by the JDK's server, which reads them once: the
 * first server of a process decides, and a system property given on the command line wins.
 *
 * {@snippet lang=java :
 * Limits.defaults().withInFlight(2000).withBodyBytes(8 << 20);
 * }
 */
public final class Limits {

  private final int connections;
  private final int inFlight;
  private final int inFlightPerClient;
  private final int eventStreams;
  private final int eventStreamsPerClient;
  private final int headerBytes;
  private final int bodyBytes;
  private final long bodyMemory;
  private final Duration receiveTimeout;
  private final Duration idleTimeout;
  private final Duration writeTimeout;

  private Limits(Draft draft) {
    connections = positive("connections", draft.connections);
    inFlight = positive("inFlight", draft.inFlight);
    inFlightPerClient = positive("inFlightPerClient", draft.inFlightPerClient);
    eventStreams = positive("eventStreams", draft.eventStreams);
    eventStreamsPerClient = positive("eventStreamsPerClient", draft.eventStreamsPerClient);
    headerBytes = positive("headerBytes", draft.headerBytes);
    bodyBytes = positive("bodyBytes", draft.bodyBytes);
    bodyMemory = positive("bodyMemory", draft.bodyMemory);
    receiveTimeout = positive("receiveTimeout", draft.receiveTimeout);
    idleTimeout = positive("idleTimeout", draft.idleTimeout);
    writeTimeout = positive("writeTimeout", draft.writeTimeout);
  }

  /** What is being changed; confined to one call. */
  private static final class Draft {
    private int connections = 4096;
    private int inFlight = 1024;
    private int inFlightPerClient = 512;
    private int eventStreams = 2048;
    private int eventStreamsPerClient = 1024;
    private int headerBytes = 16 * 1024;
    private int bodyBytes = 1024 * 1024;
    private long bodyMemory = 64L * 1024 * 1024;
    private Duration receiveTimeout = Duration.ofSeconds(20);
    private Duration idleTimeout = Duration.ofSeconds(30);
    private Duration writeTimeout = Duration.ofSeconds(30);
  }

  private Limits with(Consumer<Draft> change) {
    Draft draft = new Draft();
    draft.connections = connections;
    draft.inFlight = inFlight;
    draft.inFlightPerClient = inFlightPerClient;
    draft.eventStreams = eventStreams;
    draft.eventStreamsPerClient = eventStreamsPerClient;
    draft.headerBytes = headerBytes;
    draft.bodyBytes = bodyBytes;
    draft.bodyMemory = bodyMemory;
    draft.receiveTimeout = receiveTimeout;
    draft.idleTimeout = idleTimeout;
    draft.writeTimeout = writeTimeout;
    change.accept(draft);
    return new Limits(draft);
  }

  private static int positive(String name, int value) {
    return (int) positive(name, (long) value);
  }

  private static long positive(String name, long value) {
    if (value <= 0) {
      throw new IllegalArgumentException(name + " must be positive: " + value);
    }
    return value;
  }

  private static Duration positive(String name, Duration value) {
    positive(name + " in ms", value.toMillis());
    return value;
  }

  /** {@return the default limits} */
  public static Limits defaults() {
    return new Limits(new Draft());
  }

  /**
   * Changes how many connections may be open; one more is closed without an answer. Process-wide.
   *
   * @param value how many; default 4096
   * @return the changed limits
   */
  public Limits withConnections(int value) {
    return with(draft -> draft.connections = value);
  }

  /** {@return how many connections may be open} */
  public int connections() {
    return connections;
  }

  /**
   * Changes how many requests are answered at once; one more is answered 503 {@code OVERLOADED}.
   *
   * @param value how many; default 1024
   * @return the changed limits
   */
  public Limits withInFlight(int value) {
    return with(draft -> draft.inFlight = value);
  }

  /** {@return how many requests are answered at once} */
  public int inFlight() {
    return inFlight;
  }

  /**
   * Changes how many requests of one client address are answered at once; one more is answered 429.
   *
   * @param value how many; default 512
   * @return the changed limits
   */
  public Limits withInFlightPerClient(int value) {
    return with(draft -> draft.inFlightPerClient = value);
  }

  /** {@return how many requests of one client address are answered at once} */
  public int inFlightPerClient() {
    return inFlightPerClient;
  }

  /**
   * Changes how many event streams may be open, which do not count as in flight; one more is 503.
   *
   * @param value how many; default 2048
   * @return the changed limits
   */
  public Limits withEventStreams(int value) {
    return with(draft -> draft.eventStreams = value);
  }

  /** {@return how many event streams may be open} */
  public int eventStreams() {
    return eventStreams;
  }

  /**
   * Changes how many event streams of one client address may be open; one more is answered 429.
   *
   * @param value how many; default 1024
   * @return the changed limits
   */
  public Limits withEventStreamsPerClient(int value) {
    return with(draft -> draft.eventStreamsPerClient = value);
  }

  /** {@return how many event streams of one client address may be open} */
  public int eventStreamsPerClient() {
    return eventStreamsPerClient;
  }

  /**
   * Changes the most bytes of request line and header fields together; more is answered 431. Above
   * 64 KiB the JDK's server hangs up without an answer.
   *
   * @param value bytes; default 16 KiB
   * @return the changed limits
   */
  public Limits withHeaderBytes(int value) {
    return with(draft -> draft.headerBytes = value);
  }

  /** {@return the most bytes of request line and header fields together} */
  public int headerBytes() {
    return headerBytes;
  }

  /**
   * Changes the most bytes of a body, where its route says nothing else; more is answered 413.
   *
   * @param value bytes; default 1 MiB
   * @return the changed limits
   */
  public Limits withBodyBytes(int value) {
    return with(draft -> draft.bodyBytes = value);
  }

  /** {@return the most bytes of a body, where its route says nothing else} */
  public int bodyBytes() {
    return bodyBytes;
  }

  /**
   * Changes the most bytes of the bodies of all requests in flight together; more is answered 503.
   *
   * @param value bytes; default 64 MiB
   * @return the changed limits
   */
  public Limits withBodyMemory(long value) {
    return with(draft -> draft.bodyMemory = value);
  }

  /** {@return the most bytes of the bodies of all requests in flight together} */
  public long bodyMemory() {
    return bodyMemory;
  }

  /**
   * Changes the time from a request's first byte, or a new connection's start, to its last byte; a
   * slow body is answered 408, slow headers are cut. Process-wide and rounded up to seconds.
   *
   * @param value at least 1 ms; default 20 s
   * @return the changed limits
   */
  public Limits withReceiveTimeout(Duration value) {
    return with(draft -> draft.receiveTimeout = value);
  }

  /** {@return the time a request may take to arrive} */
  public Duration receiveTimeout() {
    return receiveTimeout;
  }

  /**
   * Changes how long a connection is kept without a request. Process-wide and rounded up to
   * seconds.
   *
   * @param value at least 1 ms; default 30 s
   * @return the changed limits
   */
  public Limits withIdleTimeout(Duration value) {
    return with(draft -> draft.idleTimeout = value);
  }

  /** {@return how long a connection is kept without a request} */
  public Duration idleTimeout() {
    return idleTimeout;
  }

  /**
   * Changes how long a client may take none of the answer before it is cut.
   *
   * @param value at least 1 ms; default 30 s
   * @return the changed limits
   */
  public Limits withWriteTimeout(Duration value) {
    return with(draft -> draft.writeTimeout = value);
  }

  /** {@return how long a client may take none of the answer before it is cut} */
  public Duration writeTimeout() {
    return writeTimeout;
  }
}
