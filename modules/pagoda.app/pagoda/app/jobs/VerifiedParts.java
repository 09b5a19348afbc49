package pagoda.app.jobs;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import pagoda.hanoi.Answer;
import pagoda.hanoi.Encoding;
import pagoda.hanoi.EncodingVerifier;
import pagoda.hanoi.Renderer;
import pagoda.hanoi.Slice;
import pagoda.hanoi.SliceResult;
import pagoda.hanoi.SlicedTask;
import pagoda.hanoi.Verification;
import pagoda.http.Json;
import pagoda.queue.Bytes;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads an answer once, from its start or from a checkpoint: every move is replayed, every part
 * digested. Used by one thread at a time.
 */
final class VerifiedParts {
  private final Answer answer;
  private final PartDigests digests;
  private final EncodingVerifier verifier;
  private MessageDigest digest = PartDigests.sha256();
  private final boolean resumedAtEnd;
  private long offset;

  VerifiedParts(Answer answer, PartDigests digests) {
    this.answer = answer;
    this.digests = digests;
    offset = Math.min(answer.length(), digests.count() * PartDigests.PART_BYTES);
    resumedAtEnd = offset == answer.length();
    verifier = verifierAt(answer, offset);
  }

  /**
   * A part's edge lies inside a move as a rule. So the verifier starts as for an answer of its own
   * from that move on, and is given the bytes of the move that lie before the edge.
   */
  private static EncodingVerifier verifierAt(Answer answer, long offset) {
    Encoding encoding = answer.encoding();
    if (offset == 0 || offset >= answer.length()) {
      return new EncodingVerifier(answer);
    }
    long done = (offset - encoding.prefixBytes()) / encoding.bytesPerMove();
    Answer rest = Answer.part(answer.discs(), done + 1, answer.count() - done, encoding);
    long start = encoding.prefixBytes() + done * encoding.bytesPerMove();
    byte[] before = new byte[encoding.prefixBytes() + (int) (offset - start)];
    new Renderer(rest).render(0, before, 0, before.length);
    EncodingVerifier verifier = new EncodingVerifier(rest);
    verifier.accept(before, 0, before.length);
    return verifier;
  }

  /** How many bytes have been read. */
  long offset() {
    return offset;
  }

  /** Where the last finished part ends: what a checkpoint resumes from. */
  long edge() {
    return Math.min(answer.length(), digests.count() * PartDigests.PART_BYTES);
  }

  Bytes checkpoint() {
    return digests.checkpoint();
  }

  /** Work that reads a chunk; its result tells whether a part ended in it. */
  SlicedTask<Boolean> accepting(ByteBuffer chunk) {
    int parts = digests.count();
    return (Slice slice) -> {
      do {
        accept(chunk);
      } while (chunk.hasRemaining() && !slice.isOver());
      return chunk.hasRemaining() ? SliceResult.more() : SliceResult.done(digests.count() > parts);
    };
  }

  private static final int PIECE = 64 * 1024;

  private void accept(ByteBuffer chunk) {
    long toEdge = PartDigests.PART_BYTES - offset % PartDigests.PART_BYTES;
    int count = (int) Math.min(Math.min(chunk.remaining(), PIECE), toEdge);
    int at = chunk.arrayOffset() + chunk.position();
    if (!verifier.accept(chunk.array(), at, count)) {
      throw new IllegalStateException("the answer is wrong: " + verifier.verification());
    }
    digest.update(chunk.array(), at, count);
    chunk.position(chunk.position() + count);
    offset += count;
    if (offset % PartDigests.PART_BYTES == 0 || offset == answer.length()) {
      digests.add(digest.digest());
      digest = PartDigests.sha256();
    }
  }

  /** What the job returns, once everything has been read. */
  Bytes result() {
    if (!resumedAtEnd && !(verifier.verification() instanceof Verification.Solved)) {
      throw new IllegalStateException("the answer is not complete: " + verifier.verification());
    }
    ObjectNode json = Json.object();
    json.put("n", answer.discs()).put("moves", answer.count()).put("bytes", answer.length());
    ArrayNode parts = json.putArray("parts");
    for (int i = 0; i < digests.count(); i++) {
      long start = i * PartDigests.PART_BYTES;
      long length = Math.min(PartDigests.PART_BYTES, answer.length() - start);
      parts.addObject().put("offset", start).put("length", length).put("sha256", digests.hex(i));
    }
    json.put("digest", digests.digest()).put("link", "/api/hanoi?n=" + answer.discs());
    return Bytes.of(Json.write(json));
  }
}
