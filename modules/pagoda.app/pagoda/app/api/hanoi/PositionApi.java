package pagoda.app.api.hanoi;

import java.util.List;
import pagoda.app.solver.AnswerSource;
import pagoda.hanoi.Answer;
import pagoda.hanoi.Encoding;
import pagoda.hanoi.Moves;
import pagoda.hanoi.Position;
import pagoda.hanoi.PositionFormatException;
import pagoda.hanoi.ShortestPath;
import pagoda.http.BadParameterException;
import pagoda.http.EntityTag;
import pagoda.http.Json;
import pagoda.http.MediaType;
import pagoda.http.Problem;
import pagoda.http.ProblemCodes;
import pagoda.http.ProblemException;
import pagoda.http.Query;
import pagoda.http.Request;
import pagoda.http.Response;
import pagoda.http.Route;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The pegs after a move, and the shortest path between two positions. */
public final class PositionApi {
  private final AnswerSource source;
  private final int maxDiscs;

  /** Paths are as long as the whole answer for {@code maxDiscs} discs at most. */
  public PositionApi(AnswerSource source, int maxDiscs) {
    this.source = source;
    this.maxDiscs = maxDiscs;
  }

  /** The routes. */
  public List<Route> routes() {
    return List.of(
        Route.get("/api/hanoi/state", this::state).queries("n", "move"),
        Route.get("/api/hanoi/path", this::path).queries("from", "to"));
  }

  private Response state(Request request) {
    int discs = DiscCount.of(request.query(), HanoiApi.MAX_DISCS);
    long total = Moves.count(discs);
    long move =
        request
            .query()
            .number("move", 0, total)
            .orElseThrow(() ->
                new BadParameterException(
                    "move", "move must be a whole number from 0 to " + total + ", and is missing"));
    Position position = Position.after(discs, move);
    ObjectNode json = Json.object();
    json.put("n", discs).put("move", Long.toString(move)).put("moves_total", Long.toString(total));
    json.set("pegs", pegs(position));
    json.put("position", position.toString());
    return Response.json(json);
  }

  private static ArrayNode pegs(Position position) {
    ArrayNode pegs = Json.array();
    for (int peg = 0; peg < position.pegs(); peg++) {
      ArrayNode discs = pegs.addArray();
      position.discsOn(peg).forEach(disc -> discs.add(disc + 1)); // people count discs from 1
    }
    return pegs;
  }

  private Response path(Request request) {
    Position from = position(request.query(), "from");
    Position to = position(request.query(), "to");
    if (from.discs() != to.discs()) {
      throw new BadParameterException(
          "to", "to must have as many discs as from, %d: %d".formatted(from.discs(), to.discs()));
    }
    ShortestPath path = ShortestPath.between(from, to);
    if (path.length() > Moves.count(maxDiscs)) {
      throw tooLong(path);
    }
    Answer answer = Answer.of(path, Encoding.JSON);
    return Response.stream(MediaType.JSON, new PathBody(source, answer, from, to))
        .withETag(EntityTag.strong("path-" + from + "-" + to));
  }

  private ProblemException tooLong(ShortestPath path) {
    return new ProblemException(
        Problem.of(
                422,
                ProblemCodes.TOO_LARGE,
                "The path has %d moves; at most %d are served"
                    .formatted(path.length(), Moves.count(maxDiscs)))
            .with("length", Long.toString(path.length())));
  }

  private static Position position(Query query, String name) {
    String text = query.text(name).orElse("");
    try {
      return Position.parse(text);
    } catch (PositionFormatException e) {
      throw new BadParameterException(name, name + ": " + e.getMessage());
    }
  }
}
