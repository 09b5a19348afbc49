package pagoda.app.jobs;

import java.io.ByteArrayOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import pagoda.queue.Bytes;

/**
 * The SHA-256 of each finished part of an answer; all parts but the last have {@value #PART_BYTES}
 * bytes. As bytes it is a checkpoint. A digest of digests stands for the whole, since the state of
 * a digest half-way cannot be saved. Confined to one thread at a time.
 */
final class PartDigests {
  static final long PART_BYTES = 64L << 20;

  private static final int DIGEST_BYTES = 32;

  private final List<byte[]> digests;

  private PartDigests(List<byte[]> digests) {
    this.digests = digests;
  }

  /** What a checkpoint holds; nothing finished without one. */
  static PartDigests of(Optional<Bytes> checkpoint) {
    byte[] bytes = checkpoint.orElse(Bytes.EMPTY).toArray();
    if (bytes.length % DIGEST_BYTES != 0) {
      throw new IllegalArgumentException(
          "a checkpoint is a multiple of " + DIGEST_BYTES + " bytes: " + bytes.length);
    }
    List<byte[]> digests = new ArrayList<>();
    for (int at = 0; at < bytes.length; at += DIGEST_BYTES) {
      digests.add(java.util.Arrays.copyOfRange(bytes, at, at + DIGEST_BYTES));
    }
    return new PartDigests(digests);
  }

  int count() {
    return digests.size();
  }

  /** The digest of part {@code i} in hexadecimal. */
  String hex(int i) {
    return HexFormat.of().formatHex(digests.get(i));
  }

  void add(byte[] digest) {
    digests.add(digest);
  }

  Bytes checkpoint() {
    return Bytes.of(concatenated());
  }

  /** SHA-256 over the parts' digests, in hexadecimal. */
  String digest() {
    return HexFormat.of().formatHex(sha256().digest(concatenated()));
  }

  private byte[] concatenated() {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    digests.forEach(all::writeBytes);
    return all.toByteArray();
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
