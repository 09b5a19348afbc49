package pagoda.app.api.hanoi;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import pagoda.app.solver.AnswerSource;
import pagoda.hanoi.Answer;
import pagoda.hanoi.AnswerStream;
import pagoda.http.RangeBody;

/**
 * The bytes of an answer as a response. They are pulled from the solver as fast as the client
 * reads, so a slow client costs two chunks of memory and no thread, and one that hangs up ends the
 * solve.
 */
final class AnswerBody implements RangeBody {
  private final AnswerSource source;
  private final Answer answer;

  AnswerBody(AnswerSource source, Answer answer) {
    this.source = source;
    this.answer = answer;
  }

  @Override
  public long length() {
    return answer.length();
  }

  @Override
  public void writeTo(OutputStream out, long from, long count) throws IOException {
    try (AnswerStream stream = source.open(answer, from, count, AnswerSource.HTTP_PRIORITY)) {
      stream.transferTo(out);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while the answer was rendered");
    }
  }
}
