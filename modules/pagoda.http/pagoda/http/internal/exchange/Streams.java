package pagoda.http.internal.exchange;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import pagoda.http.Authenticator;
import pagoda.http.BadRequestException;
import pagoda.http.Body;
import pagoda.http.Limits;
import pagoda.http.OverloadedException;
import pagoda.http.Response;
import pagoda.http.internal.bodies.DetachedBody;
import pagoda.http.internal.limits.Admission;
import pagoda.http.internal.limits.GuardedOutput;

/** The open event streams of a server: counted, limited, and closed first when it drains. */
final class Streams {
  private static final System.Logger LOG = System.getLogger("pagoda.http");
  private static final Duration LOOK = Duration.ofSeconds(1);
  private static final Duration SOON = Duration.ofSeconds(5);

  private final ResponseWriter writer;
  private final Admission admission;
  private final Authenticator authenticator;
  private final Map<DetachedBody, Call> open = new ConcurrentHashMap<>();
  private final Thread look;
  private volatile boolean closing;

  Streams(ResponseWriter writer, Limits limits, Authenticator authenticator) {
    this.writer = writer;
    this.authenticator = authenticator;
    this.admission = new Admission(limits.eventStreams(), limits.eventStreamsPerClient());
    look = Thread.ofPlatform().daemon().name("pagoda-http-streams").start(this::lookAgain);
  }

  /** Ends streams whose callers are not any more who they were when they asked for them. */
  private void lookAgain() {
    while (!closing) {
      LockSupport.parkNanos(this, LOOK.toNanos());
      open.forEach((stream, call) -> {
        if (!isStillCaller(call)) {
          stream.end();
        }
      });
    }
  }

  private boolean isStillCaller(Call call) {
    if (call.route.isOpen()) {
      return true;
    }
    try {
      return authenticator
          .now(call.principal, call.head.header("Authorization"))
          .equals(Optional.of(call.principal));
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, "an event stream ends, since the authenticator failed", e);
      return false;
    }
  }

  int open() {
    return admission.inside();
  }

  /** Sends the headers and lets the stream go on; or the answer to send instead. */
  Optional<Response> start(Call call, Response response, DetachedBody stream, Runnable afterwards)
      throws IOException {
    Optional<Response> refusal = refusal(call);
    if (refusal.isPresent()) {
      stream.close();
      return refusal;
    }
    // The JDK forgets a closed connection only if it was to be closed after the exchange.
    GuardedOutput out =
        writer.open(call, response.withHeader("Connection", "close"), Body.UNKNOWN_LENGTH);
    try {
      out.flush();
    } catch (IOException e) {
      admission.leave(call.client);
      stream.close();
      throw e;
    }
    open.put(stream, call);
    stream.start(
        out,
        (outcome, failure) -> {
          open.remove(stream);
          admission.leave(call.client);
          call.bytes = out.written();
          call.outcome = outcome;
          call.failure = failure.orElse(null);
          afterwards.run();
        });
    if (closing) {
      stream.end(); // it was not yet there when all were closed
    }
    return Optional.empty();
  }

  private Optional<Response> refusal(Call call) {
    if (call.isHttp10()) {
      return Optional.of(new BadRequestException("Event streams need HTTP/1.1").response());
    }
    if (closing) {
      return Optional.of(new OverloadedException("The server is about to stop", SOON).response());
    }
    return switch (admission.enter(call.client)) {
      case ADMITTED -> Optional.empty();
      case FULL -> Optional.of(new OverloadedException("Too many event streams", SOON).response());
      case CLIENT_FULL ->
          Optional.of(OverloadedException.client("Too many event streams", SOON).response());
    };
  }

  /** Asks every stream to end, and waits; false if that takes longer than {@code nanos}. */
  boolean closeAll(long nanos) throws InterruptedException {
    closing = true;
    LockSupport.unpark(look);
    open.keySet().forEach(DetachedBody::end);
    return admission.awaitEmpty(nanos);
  }
}
