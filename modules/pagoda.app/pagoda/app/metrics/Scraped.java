package pagoda.app.metrics;

import java.util.Optional;
import java.util.function.Supplier;

/**
 * What a source says, read once a scrape: all figures of a scrape are of one moment, and a scrape
 * costs the source one look however many figures it has. For the one thread that scrapes.
 */
final class Scraped<T> implements Supplier<T> {
  private final Supplier<T> source;
  private Optional<T> read = Optional.empty();

  Scraped(Supplier<T> source) {
    this.source = source;
  }

  @Override
  public T get() {
    T value = read.orElseGet(source);
    read = Optional.of(value);
    return value;
  }

  /** The next scrape reads anew. */
  void forget() {
    read = Optional.empty();
  }
}
