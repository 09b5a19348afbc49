package pagoda.http;

import java.time.Duration;

/**
 * How much a server takes on. Immutable; every value is positive.
 *
 * <p>Those marked <em>process-wide</em> are kept by the JDK's server, which reads them once: the
 * first server of a process decides, and a system property given on the command line wins.
 *
 * @param connections open connections; one more is closed without an answer; process-wide
 * @param inFlight requests being answered at once; one more is answered 503 {@code OVERLOADED}
 * @param inFlightPerClient the same for one client address; 429
 * @param eventStreams open server-sent event streams, which do not count as in flight; 503
 * @param eventStreamsPerClient the same for one client address; 429
 * @param headerBytes request line and header fields together; 431. Above 64 KiB the JDK's server
 *     hangs up without an answer
 * @param bodyBytes the body of a request, where its route says nothing else; 413
 * @param bodyMemory the bodies of all requests in flight together, in bytes; 503
 * @param receiveTimeout from a request's first byte, or a new connection's start, to its last byte;
 *     a slow body is answered 408, slow headers are cut; process-wide and rounded up to seconds
 * @param idleTimeout a kept connection without a request; process-wide and rounded up to seconds
 * @param writeTimeout how long a client may take none of the answer before it is cut; at least 1 ms
 */
public record Limits(
    int connections,
    int inFlight,
    int inFlightPerClient,
    int eventStreams,
    int eventStreamsPerClient,
    int headerBytes,
    int bodyBytes,
    long bodyMemory,
    Duration receiveTimeout,
    Duration idleTimeout,
    Duration writeTimeout) {

  /** Checks every value. */
  public Limits {
    positive("connections", connections);
    positive("inFlight", inFlight);
    positive("inFlightPerClient", inFlightPerClient);
    positive("eventStreams", eventStreams);
    positive("eventStreamsPerClient", eventStreamsPerClient);
    positive("headerBytes", headerBytes);
    positive("bodyBytes", bodyBytes);
    positive("bodyMemory", bodyMemory);
    positive("receiveTimeout in ms", receiveTimeout.toMillis());
    positive("idleTimeout in ms", idleTimeout.toMillis());
    positive("writeTimeout in ms", writeTimeout.toMillis());
  }

  private static void positive(String name, long value) {
    if (value <= 0) {
      throw new IllegalArgumentException(name + " must be positive: " + value);
    }
  }

  /**
   * 4096 connections, 1024 requests in flight, 512 of one client, 2048 event streams, 1024 of one
   * client, headers of 16 KiB, bodies of 1 MiB and 64 MiB together, 20 s to receive, 30 s idle, 30
   * s to write.
   *
   * @return the defaults
   */
  public static Limits defaults() {
    return builder().build();
  }

  /** {@return a builder that starts with the defaults} */
  public static Builder builder() {
    return new Builder();
  }

  /** Collects limits. Confined to one thread. */
  public static final class Builder {
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

    private Builder() {}

    /**
     * See {@link Limits#connections()}.
     *
     * @param count how many in all
     * @return this builder
     */
    public Builder connections(int count) {
      connections = count;
      return this;
    }

    /**
     * See {@link Limits#inFlight()} and {@link Limits#inFlightPerClient()}.
     *
     * @param count how many in all
     * @param perClient how many of one client
     * @return this builder
     */
    public Builder inFlight(int count, int perClient) {
      inFlight = count;
      inFlightPerClient = perClient;
      return this;
    }

    /**
     * See {@link Limits#eventStreams()} and {@link Limits#eventStreamsPerClient()}.
     *
     * @param count how many in all
     * @param perClient how many of one client
     * @return this builder
     */
    public Builder eventStreams(int count, int perClient) {
      eventStreams = count;
      eventStreamsPerClient = perClient;
      return this;
    }

    /**
     * See {@link Limits#headerBytes()}.
     *
     * @param bytes the bytes
     * @return this builder
     */
    public Builder headerBytes(int bytes) {
      headerBytes = bytes;
      return this;
    }

    /**
     * See {@link Limits#bodyBytes()}.
     *
     * @param bytes the bytes
     * @return this builder
     */
    public Builder bodyBytes(int bytes) {
      bodyBytes = bytes;
      return this;
    }

    /**
     * See {@link Limits#bodyMemory()}.
     *
     * @param bytes the bytes
     * @return this builder
     */
    public Builder bodyMemory(long bytes) {
      bodyMemory = bytes;
      return this;
    }

    /**
     * See {@link Limits#receiveTimeout()}.
     *
     * @param time how long
     * @return this builder
     */
    public Builder receiveTimeout(Duration time) {
      receiveTimeout = time;
      return this;
    }

    /**
     * See {@link Limits#idleTimeout()}.
     *
     * @param time how long
     * @return this builder
     */
    public Builder idleTimeout(Duration time) {
      idleTimeout = time;
      return this;
    }

    /**
     * See {@link Limits#writeTimeout()}.
     *
     * @param time how long
     * @return this builder
     */
    public Builder writeTimeout(Duration time) {
      writeTimeout = time;
      return this;
    }

    /** {@return the limits; fails if one is not positive} */
    public Limits build() {
      return new Limits(
          connections,
          inFlight,
          inFlightPerClient,
          eventStreams,
          eventStreamsPerClient,
          headerBytes,
          bodyBytes,
          bodyMemory,
          receiveTimeout,
          idleTimeout,
          writeTimeout);
    }
  }
}
