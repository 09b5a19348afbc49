package pagoda.breaker;

import java.util.function.Predicate;
import pagoda.breaker.internal.rules.StandardClassifier;

/**
 * Decides what the end of a call says.
 *
 * <p>A classifier never sees what is no verdict by nature: an interrupt, a cancellation, and the
 * refusal of an inner policy are always {@link Verdict#IGNORE}. Wrappers of {@link
 * java.util.concurrent.CompletionException} and {@link java.util.concurrent.ExecutionException} are
 * taken off first. When a classifier throws, the call counts as a failure and its caller still gets
 * the call's own result or exception. It must be thread-safe, and quick: it runs on the thread of
 * the caller.
 */
@FunctionalInterface
public interface Classifier {
  /**
   * Judges the end of a call.
   *
   * @param result what the call returned; {@code null} when it threw
   * @param thrown what it threw; {@code null} when it returned
   * @return the verdict
   */
  Verdict classify(Object result, Throwable thrown);

  /**
   * The standard: what is thrown is a failure, {@link Error}s and timeouts included; what is
   * returned is a success.
   *
   * @return a shared, stateless classifier
   */
  static Classifier standard() {
    return StandardClassifier.INSTANCE;
  }

  /**
   * This classifier, but with some results taken as failures, such as an answer with status 503.
   *
   * @param failed true for a result that is a failure; {@code null} results are shown to it too
   * @return a new classifier
   */
  default Classifier failingOn(Predicate<Object> failed) {
    return (result, thrown) ->
        thrown == null && failed.test(result) ? Verdict.FAILURE : classify(result, thrown);
  }

  /**
   * This classifier, but with some exceptions ignored, such as those that are the caller's fault.
   *
   * @param ignored true for an exception that says nothing about the dependency
   * @return a new classifier
   */
  default Classifier ignoring(Predicate<Throwable> ignored) {
    return (result, thrown) ->
        thrown != null && ignored.test(thrown) ? Verdict.IGNORE : classify(result, thrown);
  }

  /**
   * This classifier, but with some exceptions taken as successes: the dependency did answer.
   *
   * @param answered true for an exception that shows that the dependency is well
   * @return a new classifier
   */
  default Classifier succeedingOn(Predicate<Throwable> answered) {
    return (result, thrown) ->
        thrown != null && answered.test(thrown) ? Verdict.SUCCESS : classify(result, thrown);
  }
}
