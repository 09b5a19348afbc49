package pagoda.broker;

/** A failed call, for those who prefer an exception to a value. */
public final class RpcException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient RpcFailure failure;

  /**
   * Makes an exception of a failure.
   *
   * @param failure why the call failed
   */
  public RpcException(RpcFailure failure) {
    super(failure.code() + ": " + failure.message());
    this.failure = failure;
  }

  /**
   * Returns why the call failed.
   *
   * @return the failure
   */
  public RpcFailure failure() {
    return failure;
  }
}
