package pagoda.http;

/** Hears of each request once its answer has ended: for access logs and metrics. */
@FunctionalInterface
public interface ExchangeListener {
  /** Does nothing. */
  ExchangeListener NONE = exchange -> {};

  /**
   * Called after the last byte, on the thread that wrote it, so it must be thread-safe and quick.
   * What it throws is logged and otherwise ignored.
   *
   * @param exchange what there is to know
   */
  void ended(ExchangeRecord exchange);
}
