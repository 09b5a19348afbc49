package pagoda.breaker.internal.permit;

import pagoda.breaker.Permit;

/** A permit whose end is nothing to anybody, so that one instance can stand for many. */
public abstract class NoVerdict implements Permit {
  @Override
  public final void success() {}

  @Override
  public final void failure(Throwable thrown) {}

  @Override
  public final void failure() {}

  @Override
  public final void ignore() {}

  @Override
  public final void close() {}
}
