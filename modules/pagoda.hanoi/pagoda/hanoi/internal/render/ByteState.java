package pagoda.hanoi.internal.render;

/** What may come next in encoded moves: the states of a reader that takes one byte at a time. */
public enum ByteState {
  /** Before a JSON array. */
  JSON_START("["),
  /** After the bracket that opens the array. */
  JSON_FIRST("[ or ]"),
  /** After a comma between two moves. */
  JSON_OPEN("["),
  /** At the first peg of a move. */
  JSON_FROM(ByteState.DIGIT),
  /** Between the pegs of a move. */
  JSON_COMMA(","),
  /** At the second peg of a move. */
  JSON_TO(ByteState.DIGIT),
  /** After the second peg of a move. */
  JSON_CLOSE("]"),
  /** After a move. */
  JSON_NEXT(", or ]"),
  /** After the array. */
  JSON_END("the end"),
  /** At the first peg of a line, or after the last line. */
  LINE_FROM(ByteState.DIGIT),
  /** Between the pegs of a line. */
  LINE_SPACE("a space"),
  /** At the second peg of a line. */
  LINE_TO(ByteState.DIGIT),
  /** After the second peg of a line. */
  LINE_FEED("a line feed"),
  /** At a binary move, or after the last. */
  BINARY("a byte from 0 to 8");

  private static final String DIGIT = "a peg digit";

  private final String allowed;

  ByteState(String allowed) {
    this.allowed = allowed;
  }

  /** {@return what may come next, in words} */
  public String allowed() {
    return allowed;
  }

  /** {@return whether the bytes may end here} */
  public boolean mayEnd() {
    return this == JSON_END || this == LINE_FROM || this == BINARY;
  }

  /** {@return the state after a byte from 0 to 255, or null if it is not allowed here} */
  public ByteState after(int seen) {
    return switch (this) {
      case JSON_START -> seen == '[' ? JSON_FIRST : null;
      case JSON_FIRST -> seen == '[' ? JSON_FROM : seen == ']' ? JSON_END : null;
      case JSON_OPEN -> seen == '[' ? JSON_FROM : null;
      case JSON_FROM -> isDigit(seen) ? JSON_COMMA : null;
      case JSON_COMMA -> seen == ',' ? JSON_TO : null;
      case JSON_TO -> isDigit(seen) ? JSON_CLOSE : null;
      case JSON_CLOSE -> seen == ']' ? JSON_NEXT : null;
      case JSON_NEXT -> seen == ',' ? JSON_OPEN : seen == ']' ? JSON_END : null;
      case JSON_END -> null;
      case LINE_FROM -> isDigit(seen) ? LINE_SPACE : null;
      case LINE_SPACE -> seen == ' ' ? LINE_TO : null;
      case LINE_TO -> isDigit(seen) ? LINE_FEED : null;
      case LINE_FEED -> seen == '\n' ? LINE_FROM : null;
      case BINARY -> seen < 9 ? BINARY : null;
    };
  }

  private static boolean isDigit(int seen) {
    return seen >= '0' && seen <= '9';
  }
}
