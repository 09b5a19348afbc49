package pagoda.app.api.hanoi;

import java.util.List;
import java.util.Map;
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
    boolean bounded = request.asksForRange() || query.text("count").isPresent();
    int discs = DiscCount.of(query, bounded ? MAX_DISCS : maxDiscs);
    MediaType type = request.negotiate(MediaType.JSON, MediaType.TEXT, MediaType.BYTES);
    long from = query.number("from", 1, Moves.count(discs), 1);
    long count = query.number("count", 1, MAX_COUNT, Long.MAX_VALUE);
    Answer answer = Answer.part(discs, from, count, ENCODINGS.get(type));
    return Response.stream(type, new AnswerBody(source.within(request.trace()), answer))
        .withETag(EntityTag.strong(answer.tag()))
        .withHeader("Vary", "Accept");
  }
}
