package pagoda.app.solver;

import pagoda.breaker.RefusedException;
import pagoda.broker.RpcException;
import pagoda.hanoi.Answer;
import pagoda.hanoi.AnswerStream;
import pagoda.http.TraceContext;

/**
 * Answers from engines, or from this process while they cannot be had.
 *
 * @param engines asked first
 * @param local asked when the engines cannot answer now
 */
public record FallbackAnswers(AnswerSource engines, AnswerSource local) implements AnswerSource {
  @Override
  public AnswerSource within(TraceContext trace) {
    return new FallbackAnswers(engines.within(trace), local);
  }

  @Override
  public AnswerStream open(Answer answer, long offset, long length, int priority)
      throws InterruptedException {
    try {
      return engines.open(answer, offset, length, priority);
    } catch (RefusedException e) {
      return local.open(answer, offset, length, priority);
    } catch (RpcException e) {
      if (!e.failure().code().retryable()) {
        throw e;
      }
      return local.open(answer, offset, length, priority);
    }
  }
}
