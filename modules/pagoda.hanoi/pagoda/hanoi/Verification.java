package pagoda.hanoi;

/** What a verifier found: every move legal and the goal reached, or the first thing wrong. */
public sealed interface Verification {

  /** {@return the number of legal moves, up to the end or the first fault} */
  long moves();

  /** {@return whether every move was legal and the last one reached the goal} */
  default boolean solved() {
    return this instanceof Solved;
  }

  /**
   * Every move was legal and the last one reached the goal.
   *
   * @param moves how many there were
   */
  record Solved(long moves) implements Verification {}

  /**
   * Every move was legal, but the goal is not reached.
   *
   * @param moves how many there were
   * @param position where they led
   * @param goal where they should have led
   */
  record Unfinished(long moves, Position position, Position goal) implements Verification {}

  /**
   * A move breaks a rule. Nothing after it was looked at.
   *
   * @param number the number of the move, from 1 for the first that was verified
   * @param move the move
   * @param fault the rule it breaks
   * @param position the position it was made in
   */
  record IllegalMove(long number, Move move, Fault fault, Position position)
      implements Verification {
    @Override
    public long moves() {
      return number - 1;
    }
  }

  /**
   * A byte does not belong to the encoding, or bytes are missing at the end. Nothing after it was
   * looked at.
   *
   * @param moves how many legal moves came before
   * @param offset the offset of the byte, from 0
   * @param seen the byte, 0 to 255, or −1 for the end
   * @param allowed what is allowed there
   */
  record Malformed(long moves, long offset, int seen, String allowed) implements Verification {}

  /** The rule that a move breaks. */
  enum Fault {
    /** The peg to take from, or the peg to put on, does not exist. */
    NO_SUCH_PEG("no such peg"),
    /** The two pegs are the same. */
    SAME_PEG("from a peg to itself"),
    /** No disc stands on the peg to take from. */
    EMPTY_PEG("no disc on the peg"),
    /** The top disc of the peg to put on is smaller. */
    ONTO_SMALLER_DISC("onto a smaller disc");

    private final String text;

    Fault(String text) {
      this.text = text;
    }

    /** {@return the fault in words} */
    public String text() {
      return text;
    }
  }
}
