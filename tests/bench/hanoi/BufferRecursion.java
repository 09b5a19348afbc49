package bench.hanoi;

/** The textbook recursion, writing JSON straight into a chunk that is reused when it is full. */
final class BufferRecursion {
  private final byte[] chunk;
  private int at;
  private long flushed;

  BufferRecursion(byte[] chunk) {
    this.chunk = chunk;
  }

  /** Writes all moves and returns how many bytes they took. */
  long solve(int discs) {
    chunk[at++] = '[';
    move(discs, 0, 2, 1);
    chunk[at - 1] = ']';
    return flushed + at;
  }

  private void move(int discs, int from, int to, int via) {
    if (discs > 1) {
      move(discs - 1, from, via, to);
    }
    write(from, to);
    if (discs > 1) {
      move(discs - 1, via, to, from);
    }
  }

  private void write(int from, int to) {
    if (chunk.length - at < 6) {
      flushed += at;
      at = 0;
    }
    chunk[at] = '[';
    chunk[at + 1] = (byte) ('0' + from);
    chunk[at + 2] = ',';
    chunk[at + 3] = (byte) ('0' + to);
    chunk[at + 4] = ']';
    chunk[at + 5] = ',';
    at += 6;
  }
}
