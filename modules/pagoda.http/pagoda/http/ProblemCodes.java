package pagoda.http;

/** The stable codes of the problems that this module itself answers with. */
public final class ProblemCodes {
  /** The request is wrong: 400, 405, 406, 415, 416, 505. */
  public static final String BAD_REQUEST = "BAD_REQUEST";

  /** Nobody the server knows: 401. */
  public static final String UNAUTHORIZED = "UNAUTHORIZED";

  /** Known, but not allowed; a stranger's {@code Host} or {@code Origin}: 403. */
  public static final String FORBIDDEN = "FORBIDDEN";

  /** There is no such thing: 404. */
  public static final String NOT_FOUND = "NOT_FOUND";

  /** The thing is not in the state the request assumes: 409, 412. */
  public static final String CONFLICT = "CONFLICT";

  /** Body, headers or answer exceed a limit: 413, 431. */
  public static final String TOO_LARGE = "TOO_LARGE";

  /** The request did not arrive in time: 408. */
  public static final String TIMEOUT = "TIMEOUT";

  /** Too much at once, come back later: 429, 503, with {@code Retry-After}. */
  public static final String OVERLOADED = "OVERLOADED";

  /** A fault of the server: 500. */
  public static final String INTERNAL = "INTERNAL";

  private ProblemCodes() {}
}
