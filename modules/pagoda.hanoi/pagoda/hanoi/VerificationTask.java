package pagoda.hanoi;

/**
 * Makes all moves of an answer and verifies each: the standard heavy job. Its memory is constant.
 *
 * <p>To go on after a restart, make a task for the rest: {@link Answer#part(ShortestPath, long,
 * long, Encoding)} from the first move that was not yet verified.
 */
public final class VerificationTask implements SlicedTask<Verification> {
  private static final int MOVES_AT_A_TIME = 4096;

  private final Renderer renderer;
  private final EncodingVerifier verifier;
  private final long moves;
  private final byte[] buffer = new byte[MOVES_AT_A_TIME];
  private volatile long verified;

  /**
   * Prepares to verify an answer.
   *
   * @param answer the answer; its encoding does not matter
   */
  public VerificationTask(Answer answer) {
    Answer binary = new Answer(answer.path(), answer.from(), answer.count(), Encoding.BINARY);
    renderer = new Renderer(binary);
    verifier = new EncodingVerifier(binary);
    moves = binary.count();
  }

  /** {@return the number of moves to verify} */
  public long moves() {
    return moves;
  }

  /** {@return the number of moves verified so far; may be asked from any thread} */
  public long verified() {
    return verified;
  }

  @Override
  public SliceResult<Verification> run(Slice slice) {
    long done = verified;
    boolean legal = true;
    while (legal && done < moves && !slice.isOver()) {
      int count = (int) Math.min(MOVES_AT_A_TIME, moves - done);
      renderer.render(done, buffer, 0, count);
      legal = verifier.accept(buffer, 0, count);
      done = verifier.moves();
      verified = done;
    }
    return legal && done < moves ? SliceResult.more() : SliceResult.done(verifier.verification());
  }
}
