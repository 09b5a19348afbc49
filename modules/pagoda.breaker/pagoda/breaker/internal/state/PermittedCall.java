package pagoda.breaker.internal.state;

import pagoda.breaker.internal.async.Guarded;

/** An asynchronous call that ends its permit. */
final class PermittedCall<T> extends Guarded<T> {
  private final CallPermit permit;

  PermittedCall(CallPermit permit) {
    this.permit = permit;
  }

  @Override
  protected void finished(T value, Throwable thrown) {
    if (thrown == null) {
      permit.returned(value);
    } else {
      permit.failure(thrown);
    }
  }

  @Override
  protected void abandoned(Throwable thrown) {
    if (thrown == null) {
      permit.ignore();
    } else {
      permit.failure(thrown);
    }
  }
}
