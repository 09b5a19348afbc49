package pagoda.http;

import java.util.Optional;

/** Says which problem an application's own exception is answered with. Must be thread-safe. */
@FunctionalInterface
public interface ErrorMapper {
  /** Knows no exception. */
  ErrorMapper NONE = failure -> Optional.empty();

  /**
   * {@return the problem that {@code failure} stands for, with the headers it needs; empty for one
   * nobody expected, which is answered 500 {@code INTERNAL} without a word about its cause}
   *
   * @param failure what was thrown
   */
  Optional<ProblemException> map(Throwable failure);
}
