package pagoda.hanoi;

import java.util.Objects;
import pagoda.hanoi.internal.render.ByteState;

/**
 * Verifies moves given as bytes, piece by piece, wherever the pieces end. Its memory is constant.
 * Confined to one thread.
 *
 * <p>It is strict: the bytes must be what {@link Renderer} makes, without white space in JSON. A
 * byte that does not belong is told from an illegal move.
 */
public final class EncodingVerifier {
  private final Verifier verifier;
  private ByteState state;
  private long offset;
  private int from;
  private Verification fault;

  /**
   * Makes a verifier.
   *
   * @param start the position before the first move
   * @param goal the position to reach
   * @param encoding how the moves are written; binary only for three pegs
   * @throws OutOfRangeException if the positions differ in discs or pegs, or the encoding is binary
   *     and there are more than three pegs
   */
  public EncodingVerifier(Position start, Position goal, Encoding encoding) {
    int mostPegs = encoding == Encoding.BINARY ? Position.MIN_PEGS : Position.MAX_PEGS;
    OutOfRangeException.check("pegs", Position.MIN_PEGS, mostPegs, start.pegs());
    verifier = new Verifier(start, goal);
    state =
        switch (encoding) {
          case JSON -> ByteState.JSON_START;
          case LINES -> ByteState.LINE_FROM;
          case BINARY -> ByteState.BINARY;
        };
  }

  /**
   * Makes a verifier for the bytes of an answer.
   *
   * @param answer the answer that the bytes should be
   */
  public EncodingVerifier(Answer answer) {
    this(answer.start(), answer.end(), answer.encoding());
  }

  /**
   * Verifies the next bytes, up to the first fault.
   *
   * @param bytes where the bytes are
   * @param at the index of the first
   * @param count how many
   * @return whether these bytes and all before them were well-formed and legal
   * @throws IndexOutOfBoundsException if the array is smaller
   */
  public boolean accept(byte[] bytes, int at, int count) {
    Objects.checkFromIndexSize(at, count, bytes.length);
    for (int i = at; i < at + count && fault == null; i++) {
      accept(bytes[i] & 0xff);
    }
    return fault == null;
  }

  private void accept(int seen) {
    ByteState next = state.after(seen);
    if (next == null) {
      fault = new Verification.Malformed(verifier.moves(), offset, seen, state.allowed());
      return;
    }
    boolean legal =
        switch (state) {
          case JSON_FROM, LINE_FROM -> {
            from = seen - '0';
            yield true;
          }
          case JSON_TO, LINE_TO -> verifier.accept(from, seen - '0');
          case BINARY -> verifier.accept(seen / 3, seen % 3);
          default -> true;
        };
    if (!legal) {
      fault = verifier.verification();
    }
    state = next;
    offset++;
  }

  /** {@return the number of legal moves read} */
  public long moves() {
    return verifier.moves();
  }

  /** {@return what was found if no byte follows} */
  public Verification verification() {
    if (fault != null) {
      return fault;
    }
    return state.mayEnd()
        ? verifier.verification()
        : new Verification.Malformed(verifier.moves(), offset, -1, state.allowed());
  }
}
