package pagoda.breaker;

import java.time.Duration;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import java.util.function.Predicate;
import pagoda.breaker.internal.rules.Check;

/**
 * When a {@link Hedge} makes a call once more, how often, and which end is good. Immutable.
 *
 * {@snippet lang=java :
 * HedgePolicy.defaults()
 *     .withDelay(Duration.ofMillis(200))  // until enough calls have been seen
 *     .withQuantile(0.95)                 // then: later than 95 % of them
 *     .withHedges(2);
 * }
 *
 * @since 0.1.0
 */
public final class HedgePolicy {
  private static final HedgePolicy DEFAULTS = new HedgePolicy(new Draft());

  private final String name;
  private final int hedges;
  private final Duration delay;
  private final double quantile;
  private final Predicate<? super Exception> hedgeOn;
  private final Predicate<Object> failingOn;

  private HedgePolicy(Draft draft) {
    name = Check.present("hedge.name", draft.name);
    hedges = Check.range("hedge.hedges", draft.hedges, 1, 10);
    delay = Check.notNegative("hedge.delay", draft.delay);
    quantile = draft.quantile == 0 ? 0 : Check.range("hedge.quantile", draft.quantile, 0.5, 0.999);
    hedgeOn = Check.present("hedge.hedge-on", draft.hedgeOn);
    failingOn = Check.present("hedge.failing-on", draft.failingOn);
  }

  /** What is being changed; confined to one call. */
  private static final class Draft {
    private String name = "hedge";
    private int hedges = 1;
    private Duration delay = Duration.ofSeconds(1);
    private double quantile;
    private Predicate<? super Exception> hedgeOn = thrown -> false;
    private Predicate<Object> failingOn = result -> false;
  }

  private HedgePolicy with(Consumer<Draft> change) {
    Draft draft = new Draft();
    draft.name = name;
    draft.hedges = hedges;
    draft.delay = delay;
    draft.quantile = quantile;
    draft.hedgeOn = hedgeOn;
    draft.failingOn = failingOn;
    change.accept(draft);
    return new HedgePolicy(draft);
  }

  /** {@return the policy of one more call after a second} */
  public static HedgePolicy defaults() {
    return DEFAULTS;
  }

  /** {@return the name that its events have} */
  public String name() {
    return name;
  }

  /**
   * Changes {@link #name}.
   *
   * @param value a name for events; default {@code hedge}
   * @return the changed policy
   */
  public HedgePolicy withName(String value) {
    return with(draft -> draft.name = value);
  }

  /** {@return how many more calls are made at most} */
  public int hedges() {
    return hedges;
  }

  /**
   * Changes {@link #hedges}.
   *
   * @param value 1 to 10; default 1
   * @return the changed policy
   */
  public HedgePolicy withHedges(int value) {
    return with(draft -> draft.hedges = value);
  }

  /** {@return how long a call is waited for before the next one begins} */
  public Duration delay() {
    return delay;
  }

  /**
   * Changes {@link #delay}.
   *
   * @param value 0 to 365 days; default 1 s. With a {@link #quantile} it holds until 64 calls have
   *     been seen. 0 begins all calls together
   * @return the changed policy
   */
  public HedgePolicy withDelay(Duration value) {
    return with(draft -> draft.delay = value);
  }

  /** {@return which share of the calls shall be answered before the delay; empty if it is fixed} */
  public OptionalDouble quantile() {
    return quantile == 0 ? OptionalDouble.empty() : OptionalDouble.of(quantile);
  }

  /**
   * Changes {@link #quantile}: the delay follows the latencies of the last 512 calls that were
   * answered. Of a call that a later one overtook, the time until then is all that is known.
   *
   * @param value 0.5 to 0.999; by default the delay is fixed
   * @return the changed policy
   */
  public HedgePolicy withQuantile(double value) {
    return with(draft -> draft.quantile = Check.range("hedge.quantile", value, 0.5, 0.999));
  }

  /** {@return whether the next call begins at once, without the delay, after this exception} */
  public Predicate<? super Exception> hedgeOn() {
    return hedgeOn;
  }

  /**
   * Changes {@link #hedgeOn}.
   *
   * @param value must be thread-safe; never asked about refusals, interrupts and cancellations. By
   *     default a failure hastens nothing: to make failed calls again is what {@link Retry} is for
   * @return the changed policy
   */
  public HedgePolicy withHedgeOn(Predicate<? super Exception> value) {
    return with(draft -> draft.hedgeOn = value);
  }

  /** {@return whether a result is as bad as a failure, so that it does not win} */
  public Predicate<Object> failingOn() {
    return failingOn;
  }

  /**
   * Changes {@link #failingOn}.
   *
   * @param value must be thread-safe; {@code null} results are shown to it too. By default every
   *     result wins. When no other call brings a better one, the result is returned all the same
   * @return the changed policy
   */
  public HedgePolicy withFailingOn(Predicate<Object> value) {
    return with(draft -> draft.failingOn = value);
  }

  @Override
  public String toString() {
    return "HedgePolicy[hedges=%s, delay=%s, quantile=%s]".formatted(hedges, delay, quantile());
  }
}
