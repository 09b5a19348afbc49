package pagoda.app.solver;

import pagoda.hanoi.Answer;
import pagoda.hanoi.AnswerStream;
import pagoda.hanoi.SolverPool;

/** Answers solved in this process. */
public record LocalAnswers(SolverPool pool) implements AnswerSource {
  @Override
  public AnswerStream open(Answer answer, long offset, long length, int priority) {
    return pool.open(answer, offset, length, priority);
  }
}
