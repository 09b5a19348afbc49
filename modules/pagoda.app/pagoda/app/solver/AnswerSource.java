package pagoda.app.solver;

import pagoda.hanoi.Answer;
import pagoda.hanoi.AnswerStream;
import pagoda.http.TraceContext;

/** Gives the bytes of answers. Thread-safe. */
public interface AnswerSource {
  /** The priority of a solve that somebody waits for at an HTTP connection. */
  int HTTP_PRIORITY = 5;

  /**
   * Opens a range of an answer for reading. It fails before any byte when there is no capacity for
   * it, or nobody to solve it.
   *
   * @param answer the answer
   * @param offset the first byte wanted, from 0
   * @param length how many bytes are wanted
   * @param priority 0 to 100, higher first
   * @return the bytes, to be closed by the caller
   */
  AnswerStream open(Answer answer, long offset, long length, int priority)
      throws InterruptedException;

  /**
   * Gives a source of the same answers whose solves belong to a trace, as far as they leave this
   * process.
   *
   * @param trace the step that asks
   * @return the source
   */
  default AnswerSource within(TraceContext trace) {
    return this;
  }
}
