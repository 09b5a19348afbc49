package pagoda.http;

/** The stable codes of the problems that this module itself answers with. */
public final class ProblemCodes {
  /** The request is wrong: 400, 505. */
  public static final String BAD_REQUEST = "BAD_REQUEST";

  /** Nobody the server knows: 401. */
  public static final String UNAUTHORIZED = "UNAUTHORIZED";

  /** Known, but not allowed; a stranger's {@code Host} or {@code Origin}: 403. */
  public static final String FORBIDDEN = "FORBIDDEN";

  /** There is no such thing: 404. */
  public static final String NOT_FOUND = "NOT_FOUND";

  /** The thing is not in the state the request assumes: 409. */
  public static final String CONFLICT = "CONFLICT";

  /** The path has not this method: 405, with {@code Allow}. */
  public static final String METHOD_NOT_ALLOWED = "METHOD_NOT_ALLOWED";

  /** There is no answer of a media type that the client takes: 406. */
  public static final String NOT_ACCEPTABLE = "NOT_ACCEPTABLE";

  /** The thing is not as {@code If-Match} or {@code If-None-Match} has it: 412. */
  public static final String PRECONDITION_FAILED = "PRECONDITION_FAILED";

  /** The body is of a type, or packed in a way, that is not taken: 415. */
  public static final String UNSUPPORTED_MEDIA_TYPE = "UNSUPPORTED_MEDIA_TYPE";

  /** The range holds nothing of the body: 416. */
  public static final String RANGE_NOT_SATISFIABLE = "RANGE_NOT_SATISFIABLE";

  /** This client asks for too much at once: 429, with {@code Retry-After}. */
  public static final String TOO_MANY_REQUESTS = "TOO_MANY_REQUESTS";

  /** Body, headers or answer exceed a limit: 413, 431. */
  public static final String TOO_LARGE = "TOO_LARGE";

  /** The request did not arrive in time: 408. */
  public static final String TIMEOUT = "TIMEOUT";

  /** Too much at once, come back later: 503, with {@code Retry-After}. */
  public static final String OVERLOADED = "OVERLOADED";

  /** A fault of the server: 500. */
  public static final String INTERNAL = "INTERNAL";

  private ProblemCodes() {}
}
