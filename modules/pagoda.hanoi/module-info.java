/**
 * The Tower of Hanoi, solved at memory speed, and a pool of threads to solve it on.
 *
 * <p>Any move of any answer is computed on its own, so any byte range of an answer is rendered
 * without what precedes it, in constant memory. The following program prints the seven moves of
 * three discs, then nine bytes out of the middle of an answer of seven exabytes.
 *
 * {@snippet lang=java :
 * import java.nio.charset.StandardCharsets;
 * import pagoda.hanoi.Answer;
 * import pagoda.hanoi.Encoding;
 * import pagoda.hanoi.Renderer;
 *
 * class Example {
 *   public static void main(String[] args) {
 *     Answer small = Answer.whole(3, Encoding.JSON);
 *     byte[] bytes = new Renderer(small).bytes();
 *     System.out.println(new String(bytes, StandardCharsets.US_ASCII));
 *
 *     byte[] piece = new byte[9];
 *     Renderer huge = new Renderer(Answer.whole(60, Encoding.JSON));
 *     huge.render(3_000_000_000_000_000_000L, piece, 0, piece.length);
 *     System.out.println(new String(piece, StandardCharsets.US_ASCII));
 *   }
 * }
 * }
 */
module pagoda.hanoi {
  exports pagoda.hanoi;
}
