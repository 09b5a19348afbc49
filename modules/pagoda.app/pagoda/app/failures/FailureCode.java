package pagoda.app.failures;

import pagoda.broker.RpcCode;

/**
 * The stable codes of all failures, with the HTTP status that goes with each and the code that a
 * caller over the broker is told instead. The list is closed: clients are written against it.
 */
public enum FailureCode {
  /** The request makes no sense. */
  BAD_REQUEST(400, RpcCode.BAD_REQUEST),
  /** There is no such type of job. */
  UNKNOWN_TYPE(400, RpcCode.BAD_REQUEST),
  /** The validation service refused the job. */
  VALIDATION_REJECTED(422, RpcCode.BAD_REQUEST),
  /** The validation service did not answer as it should. */
  VALIDATION_ERROR(502, RpcCode.INTERNAL),
  /** A circuit breaker lets nothing through now. */
  CIRCUIT_OPEN(503, RpcCode.OVERLOADED),
  /** The queue holds as many jobs as allowed. */
  QUEUE_FULL(429, RpcCode.OVERLOADED),
  /** Too much at once for one caller. */
  TOO_MANY_REQUESTS(429, RpcCode.OVERLOADED),
  /** Too much at once. */
  OVERLOADED(503, RpcCode.OVERLOADED),
  /** There is no such thing. */
  NOT_FOUND(404, RpcCode.BAD_REQUEST),
  /** The thing is not in the state that the request assumes. */
  CONFLICT(409, RpcCode.BAD_REQUEST),
  /** The attempt is not the caller's any more. */
  LEASE_LOST(409, RpcCode.BAD_REQUEST),
  /** The request, or the answer that it would need, is larger than allowed. */
  TOO_LARGE(413, RpcCode.TOO_LARGE),
  /** No answer came in time from what stands behind the service. */
  TIMEOUT(504, RpcCode.TIMEOUT),
  /** Nobody serves the queue that was asked. */
  NO_ROUTE(503, RpcCode.NO_ROUTE),
  /** The disk is full. */
  STORAGE_FULL(507, RpcCode.OVERLOADED),
  /** Nobody knows the operation; others may. */
  UNKNOWN_OPERATION(501, RpcCode.UNKNOWN_OPERATION),
  /** This version of a protocol is not spoken; others may speak it. */
  PROTOCOL_UNSUPPORTED(426, RpcCode.PROTOCOL_UNSUPPORTED),
  /** A fault of the service. */
  INTERNAL(500, RpcCode.INTERNAL);

  private final int status;
  private final RpcCode rpc;

  FailureCode(int status, RpcCode rpc) {
    this.status = status;
    this.rpc = rpc;
  }

  /** The HTTP status that goes with the code unless the table says otherwise. */
  public int status() {
    return status;
  }

  /** What a caller over the broker is told. */
  public RpcCode rpc() {
    return rpc;
  }
}
