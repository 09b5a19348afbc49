package pagoda.http.internal.exchange;

import java.util.Optional;
import pagoda.http.Body;
import pagoda.http.EntityTag;
import pagoda.http.PreconditionFailedException;
import pagoda.http.Problem;
import pagoda.http.ProblemCodes;
import pagoda.http.RangeBody;
import pagoda.http.Response;
import pagoda.http.internal.syntax.ByteRange;

/**
 * Which part of a response the client is to get, after its conditions and its range; RFC 9110
 * section 13.2.2 gives the order.
 */
sealed interface Selection {
  /** All of it, as the handler said. */
  record Everything() implements Selection {}

  /** 206 with these bytes. */
  record Part(long from, long count, long length) implements Selection {
    String contentRange() {
      return "bytes " + from + "-" + (from + count - 1) + "/" + length;
    }
  }

  /** 304: the client has it. */
  record NotModified() implements Selection {}

  /** Another answer: 412 or 416. */
  record Instead(Response answer) implements Selection {}

  static Selection of(Head head, Response response, Body body) {
    if (head == null || response.status() != 200 || !head.isRead()) {
      return new Everything();
    }
    if (response.etag().isPresent()) {
      try {
        Preconditions.checkIfMatch(head, response.etag());
      } catch (PreconditionFailedException e) {
        return new Instead(e.response());
      }
      if (Preconditions.notModified(head, response.etag().get())) {
        return new NotModified();
      }
    }
    return body instanceof RangeBody && !head.isHead()
        ? part(head, response, body.length())
        : new Everything();
  }

  private static Selection part(Head head, Response response, long length) {
    return switch (range(head, response.etag(), length)) {
      case ByteRange.Whole() -> new Everything();
      case ByteRange.Part(long from, long count) -> new Part(from, count, length);
      case ByteRange.Unsatisfiable() -> new Instead(unsatisfiable(length));
    };
  }

  /** What a GET asks of a body that has this tag. */
  static ByteRange range(Head head, Optional<EntityTag> current, long length) {
    String range = head.fields().getFirst("Range");
    return range == null || !Preconditions.rangeApplies(head, current)
        ? ByteRange.WHOLE
        : ByteRange.parse(range, length);
  }

  private static Response unsatisfiable(long length) {
    return Problem.of(
            416, ProblemCodes.RANGE_NOT_SATISFIABLE, "The range holds none of " + length + " bytes")
        .response()
        .withHeader("Content-Range", "bytes */" + length);
  }
}
