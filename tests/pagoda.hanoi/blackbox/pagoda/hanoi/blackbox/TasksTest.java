package pagoda.hanoi.blackbox;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import pagoda.hanoi.Answer;
import pagoda.hanoi.Encoding;
import pagoda.hanoi.OutOfRangeException;
import pagoda.hanoi.Position;
import pagoda.hanoi.RenderTask;
import pagoda.hanoi.Renderer;
import pagoda.hanoi.ShortestPath;
import pagoda.hanoi.SolverPool;
import pagoda.hanoi.SolverPoolOptions;
import pagoda.hanoi.Verification;
import pagoda.hanoi.VerificationTask;
import pagoda.testing.Await;

/** The tasks that come with the solver. */
class TasksTest {
  private final SolverPool pool = new SolverPool(SolverPoolOptions.defaults().withThreads(2));

  @AfterEach
  void close() {
    pool.close();
  }

  @Test
  void renderTaskMakesTheWholeMessage() throws Exception {
    Answer answer = Answer.whole(20, Encoding.JSON);
    byte[] seen = pool.submit(new RenderTask(answer), 5).get(1, TimeUnit.MINUTES);
    assertArrayEquals(new Renderer(answer).bytes(), seen);
  }

  @Test
  void renderTaskMakesARange() throws Exception {
    Answer answer = Answer.whole(18, Encoding.LINES);
    byte[] seen = pool.submit(new RenderTask(answer, 777, 600_000), 5).get(1, TimeUnit.MINUTES);
    byte[] whole = new Renderer(answer).bytes();
    assertArrayEquals(Arrays.copyOfRange(whole, 777, 600_777), seen);
    byte[] empty = pool.submit(new RenderTask(answer, 0, 0), 5).get(1, TimeUnit.MINUTES);
    assertEquals(0, empty.length);
  }

  @Test
  void renderTaskRefusesWhatFitsNoArray() {
    assertThrows(OutOfRangeException.class, () -> new RenderTask(Answer.whole(40, Encoding.JSON)));
    Answer answer = Answer.whole(3, Encoding.JSON);
    assertThrows(OutOfRangeException.class, () -> new RenderTask(answer, 1, 43));
    assertThrows(OutOfRangeException.class, () -> new RenderTask(answer, 44, 0));
  }

  @Test
  void verificationReplaysEveryMove() throws Exception {
    for (Encoding encoding : Encoding.values()) {
      VerificationTask task = new VerificationTask(Answer.whole(22, encoding));
      assertEquals((1 << 22) - 1, task.moves());
      Verification verification = pool.submit(task, 5).get(1, TimeUnit.MINUTES);
      assertEquals(new Verification.Solved((1 << 22) - 1), verification);
      assertEquals(task.moves(), task.verified());
    }
  }

  @Test
  void verificationOfAnEmptyPathIsSolved() throws Exception {
    Position position = Position.parse("012");
    Answer answer = Answer.of(ShortestPath.between(position, position), Encoding.JSON);
    Verification verification =
        pool.submit(new VerificationTask(answer), 5).get(1, TimeUnit.MINUTES);
    assertEquals(new Verification.Solved(0), verification);
  }

  @Test
  void verificationGoesOnWhereItStopped() throws Exception {
    Answer answer = Answer.of(ShortestPath.solution(45), Encoding.JSON);
    VerificationTask first = new VerificationTask(answer);
    CompletableFuture<Verification> endless = pool.submit(first, 5);
    Await.until("some moves are verified", () -> first.verified() > 1_000_000);
    endless.cancel(false);
    assertThrows(CancellationException.class, endless::join);
    Await.until("it has stopped", () -> pool.snapshot().cancelled() == 1);
    long done = first.verified();
    Answer rest = Answer.part(answer.path(), done + 1, 1_000_000, answer.encoding());
    Verification verification = pool.submit(new VerificationTask(rest), 5).get(1, TimeUnit.MINUTES);
    assertEquals(new Verification.Solved(1_000_000), verification);
    assertTrue(done < answer.count());
  }
}
