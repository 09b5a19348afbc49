package pagoda.http;

/** Answers requests of one route. Called on a virtual thread of its own; must be thread-safe. */
@FunctionalInterface
public interface Handler {
  /**
   * Answers one request, whose body has been read already. It may block.
   *
   * @param request the request
   * @return the answer
   * @throws Exception any; a {@link ProblemException} is answered as the problem it carries,
   *     another one as {@link WebServerOptions#errorMapper()} says
   */
  Response handle(Request request) throws Exception;
}
