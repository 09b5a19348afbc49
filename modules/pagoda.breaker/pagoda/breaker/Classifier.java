package pagoda.breaker;

import java.util.function.Predicate;
import pagoda.breaker.internal.rules.StandardClassifier;

/**
 * Decides what the end of a call says about the dependency. It is asked before anybody else: what
 * it has no opinion on it hands to {@link #standard()}, as those made by {@code standard().…} do.
 *
 * <p>Wrappers of {@link java.util.concurrent.CompletionException} and {@link
 * java.util.concurrent.ExecutionException} are taken off first. When a classifier throws, the call
 * counts as a failure and its caller still gets the call's own result or exception. It must be
 * thread-safe, and quick: it runs on the thread that ends the call.
 *
 * {@snippet lang=java :
 * Classifier byStatus = Classifier.standard()
 *     .failingOn(reply -> reply instanceof HttpResponse<?> r && r.statusCode() >= 500)
 *     .ignoring(thrown -> thrown instanceof IllegalArgumentException);
 * }
 *
 * @since 0.1.0
 */
public interface Classifier {
  /**
   * Judges a call that returned.
   *
   * @param result what it returned, which may be {@code null}
   * @return the verdict
   */
  Verdict returned(Object result);

  /**
   * Judges a call that threw.
   *
   * @param thrown what it threw
   * @return the verdict
   */
  Verdict threw(Throwable thrown);

  /**
   * The standard: what is returned is a success; what is thrown is a failure, {@link Error}s and
   * timeouts included, unless it says more about the caller than about the dependency.
   *
   * <p>Those are the refusal of an inner policy, a cancellation, an {@link InterruptedException},
   * and whatever else is thrown on a thread whose interrupt flag is set. An exception that only
   * looks like an interrupt, on a thread that nobody has interrupted, is a failure: so some
   * libraries report their own time limits.
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
    Classifier others = this;
    return new Classifier() {
      @Override
      public Verdict returned(Object result) {
        return failed.test(result) ? Verdict.FAILURE : others.returned(result);
      }

      @Override
      public Verdict threw(Throwable thrown) {
        return others.threw(thrown);
      }
    };
  }

  /**
   * This classifier, but with some exceptions ignored, such as those that are the caller's fault.
   *
   * @param ignored true for an exception that says nothing about the dependency
   * @return a new classifier
   */
  default Classifier ignoring(Predicate<Throwable> ignored) {
    return judging(ignored, Verdict.IGNORE);
  }

  /**
   * This classifier, but with some exceptions taken as successes: the dependency did answer.
   *
   * @param answered true for an exception that shows that the dependency is well
   * @return a new classifier
   */
  default Classifier succeedingOn(Predicate<Throwable> answered) {
    return judging(answered, Verdict.SUCCESS);
  }

  /**
   * This classifier, but with a verdict of the owner's on some exceptions.
   *
   * @param which true for the exceptions it is about
   * @param verdict what they say
   * @return a new classifier
   */
  default Classifier judging(Predicate<Throwable> which, Verdict verdict) {
    Classifier others = this;
    return new Classifier() {
      @Override
      public Verdict returned(Object result) {
        return others.returned(result);
      }

      @Override
      public Verdict threw(Throwable thrown) {
        return which.test(thrown) ? verdict : others.threw(thrown);
      }
    };
  }
}
