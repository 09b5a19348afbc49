package pagoda.app.engine;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import pagoda.app.failures.Failure;
import pagoda.app.failures.Failures;
import pagoda.app.solver.Discs;
import pagoda.app.solver.DiscsException;
import pagoda.app.solver.RangeCall;
import pagoda.broker.RangePlan;
import pagoda.broker.RpcCode;
import pagoda.broker.RpcFailure;
import pagoda.broker.RpcHandler;
import pagoda.broker.RpcOutcome;
import pagoda.broker.RpcReply;
import pagoda.broker.ServedRequest;
import pagoda.hanoi.Answer;
import pagoda.hanoi.AnswerStream;
import pagoda.hanoi.Encoding;
import pagoda.hanoi.SolverPool;

/** Solves what a request asks for, on the solver pool. */
public final class EngineHandler implements RpcHandler {
  /** The queue that engines serve; the original's name. */
  public static final String QUEUE = "hanoi";

  /** The most discs in one message: 12,582,907 bytes, below the limit of RabbitMQ 4. */
  static final int MAX_DISCS = 21;

  private static final int SHOWN = 40;

  private final SolverPool pool;

  /** Solves on {@code pool}. */
  public EngineHandler(SolverPool pool) {
    this.pool = pool;
  }

  @Override
  public RpcOutcome handle(ServedRequest request) throws InterruptedException {
    try {
      return switch (request.type()) {
        case RangeCall.TYPE -> range(request);
        case "" -> whole(request);
        default ->
            RpcFailure.of(
                RpcCode.UNKNOWN_OPERATION,
                "allowed is type " + RangeCall.TYPE + " or none, seen " + shown(request.type()));
      };
    } catch (RuntimeException e) {
      return Failures.of(e).map(Failure::toRpc).orElseThrow(() -> e);
    }
  }

  private RpcOutcome range(ServedRequest request) throws InterruptedException {
    RangeCall call;
    try {
      call = RangeCall.parse(request.body());
    } catch (IllegalArgumentException e) {
      return RpcFailure.of(RpcCode.BAD_REQUEST, e.getMessage());
    }
    if (call.length() < 0 || call.length() > RangePlan.MAX_RANGE_BYTES) {
      return RpcFailure.of(
          RpcCode.TOO_LARGE,
          "a range has at most " + RangePlan.MAX_RANGE_BYTES + " bytes: " + call.length());
    }
    return RpcReply.of(
        solve(call.answer(), call.offset(), (int) call.length(), request.priority()));
  }

  /** The original's request: the number of discs in decimal digits. */
  private RpcOutcome whole(ServedRequest request) throws InterruptedException {
    try {
      int discs = Discs.parse(new String(request.body(), StandardCharsets.UTF_8), MAX_DISCS);
      Answer answer = Answer.whole(discs, Encoding.JSON);
      return RpcReply.of(solve(answer, 0, (int) answer.length(), request.priority()));
    } catch (DiscsException e) {
      return RpcFailure.of(e.tooLarge() ? RpcCode.TOO_LARGE : RpcCode.BAD_REQUEST, e.getMessage());
    }
  }

  private static String shown(String text) {
    return text.length() <= SHOWN ? "'" + text + "'" : text.length() + " characters";
  }

  private byte[] solve(Answer answer, long offset, int length, int priority)
      throws InterruptedException {
    byte[] bytes = new byte[length];
    int at = 0;
    try (AnswerStream stream = pool.open(answer, offset, length, priority)) {
      for (var next = stream.next(); next.isPresent(); next = stream.next()) {
        ByteBuffer chunk = next.get();
        int count = chunk.remaining();
        chunk.get(bytes, at, count);
        at += count;
      }
    }
    return bytes;
  }
}
