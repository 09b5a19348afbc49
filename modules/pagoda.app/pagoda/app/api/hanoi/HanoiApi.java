package pagoda.app.api.hanoi;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import pagoda.app.solver.AnswerSource;
import pagoda.hanoi.Answer;
import pagoda.hanoi.Encoding;
import pagoda.hanoi.Moves;
import pagoda.http.EntityTag;
import pagoda.http.MediaType;
import pagoda.http.Query;
import pagoda.http.Request;
import pagoda.http.Response;
import pagoda.http.Route;

/** {@code GET /api/hanoi}: the moves of the standard task, whole or in part. */
public final class HanoiApi {
  /** The most discs of a part of an answer; beyond it the length of an answer is unwieldy. */
  static final int MAX_DISCS = 60;

  private static final long MAX_COUNT = 1L << 30;

  private static final Map<MediaType, Encoding> ENCODINGS =
      Map.of(
          MediaType.JSON, Encoding.JSON,
          MediaType.TEXT, Encoding.LINES,
          MediaType.BYTES, Encoding.BINARY);

  private final AnswerSource source;
  private final int maxDiscs;

  /** Whole answers have up to {@code maxDiscs} discs. */
  public HanoiApi(AnswerSource source, int maxDiscs) {
    this.source = source;
    this.maxDiscs = maxDiscs;
  }

  /** The routes. */
  public List<Route> routes() {
    return List.of(Route.get("/api/hanoi", this::moves));
  }

  private Response moves(Request request) {
    Query query = request.query();
    DiscCount.allowOnly(query, "n", "from", "count");
    int discs = DiscCount.of(query, MAX_DISCS);
    MediaType type = request.negotiate(MediaType.JSON, MediaType.TEXT, MediaType.BYTES);
    long from = query.number("from", 1, Moves.count(discs), 1);
    long count = query.number("count", 1, MAX_COUNT, Long.MAX_VALUE);
    Answer answer = Answer.part(discs, from, count, ENCODINGS.get(type));
    EntityTag tag = EntityTag.strong(answer.tag());
    if (discs > maxDiscs && !isPart(request, answer, tag)) {
      DiscCount.of(query, maxDiscs); // which says that it is too large
    }
    return Response.stream(type, new AnswerBody(source.within(request.trace()), answer))
        .withETag(tag)
        .withHeader("Vary", "Accept");
  }

  /**
   * True if so little of the answer would be sent that it may be longer than a whole one: what
   * {@code count} names, or what {@code Range} leaves of it after {@code If-Range} was looked at.
   */
  private static boolean isPart(Request request, Answer answer, EntityTag tag) {
    long whole = answer.length();
    long sent = request.bytesAsked(whole, Optional.of(tag));
    boolean bounded = sent < whole || request.query().text("count").isPresent();
    return bounded && sent <= answer.encoding().length(MAX_COUNT);
  }
}
