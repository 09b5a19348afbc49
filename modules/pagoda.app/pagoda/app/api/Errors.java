package pagoda.app.api;

import java.time.Duration;
import java.util.Optional;
import pagoda.hanoi.OutOfRangeException;
import pagoda.hanoi.SolverClosedException;
import pagoda.hanoi.SolverSaturatedException;
import pagoda.http.BadRequestException;
import pagoda.http.OverloadedException;
import pagoda.http.ProblemException;

/** Maps what the libraries throw to what an HTTP client is told: the one place that does. */
public final class Errors {
  private static final Duration RESTART = Duration.ofSeconds(5);

  private Errors() {}

  /** The problem for {@code failure}, or nothing for one that nobody expected. */
  public static Optional<ProblemException> problem(Throwable failure) {
    return Optional.ofNullable(
        switch (failure) {
          case ProblemException e -> e;
          case SolverSaturatedException e ->
              new OverloadedException(e.getMessage(), e.retryAfter());
          case SolverClosedException e ->
              new OverloadedException("The service is stopping", RESTART);
          case OutOfRangeException e -> new BadRequestException(e.getMessage());
          default -> null;
        });
  }
}
