package pagoda.http;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * JSON trees, read strictly: another encoding than UTF-8, a byte order mark, a name given twice,
 * nesting deeper than {@value #MAX_DEPTH}, or anything after the value is refused. Thread-safe.
 *
 * <p>A tree written again is not always byte for byte what was read (RFC 8259 leaves numbers to the
 * reader); whoever stores a document should store the bytes that arrived.
 */
public final class Json {
  /** The deepest nesting of arrays and objects that is read: {@value}. */
  public static final int MAX_DEPTH = 500;

  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  private Json() {}

  /**
   * {@return the tree of one JSON text in UTF-8}
   *
   * @param bytes the bytes
   * @throws BadRequestException if it is none, or not a strict one; it names line and column where
   *     it can
   */
  public static JsonNode parse(byte[] bytes) {
    return parse(bytes, 0, bytes.length);
  }

  /**
   * {@return the tree of the JSON text in part of an array, such as one line}
   *
   * @param bytes the bytes
   * @param offset where the text starts
   * @param length how many bytes it has
   */
  public static JsonNode parse(byte[] bytes, int offset, int length) {
    String text = decode(bytes, offset, length);
    try {
      JsonNode tree = MAPPER.readTree(text);
      if (tree == null || tree.isMissingNode()) {
        throw new BadRequestException("The body must be JSON, and is empty");
      }
      return tree;
    } catch (JacksonException e) {
      throw new BadRequestException("The body must be strict JSON: " + reason(e));
    }
  }

  /**
   * The text of UTF-8, and of nothing else: left to itself, the parser would guess UTF-16 and
   * UTF-32 and overlook a byte order mark, so that what is stored would be no JSON (RFC 8259, 8.1).
   */
  private static String decode(byte[] bytes, int offset, int length) {
    String text = new String(bytes, offset, length, StandardCharsets.UTF_8);
    if (text.startsWith("\uFEFF")) {
      throw new BadRequestException("The body must be JSON without a byte order mark");
    }
    if (text.indexOf('\uFFFD') >= 0) { // it may be meant, or stand for what is no UTF-8
      try {
        StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, offset, length));
      } catch (CharacterCodingException e) {
        throw new BadRequestException("The body must be JSON in UTF-8, and is not in UTF-8");
      }
    }
    return text;
  }

  private static String reason(JacksonException failure) {
    String text =
        switch (failure) {
          case StreamConstraintsException e ->
              "nested deeper than " + MAX_DEPTH + ", or a number or name is too long";
          case DatabindException e -> "something follows the value";
          default -> failure.getOriginalMessage();
        };
    var at = failure.getLocation();
    return at == null || at.getLineNr() < 1
        ? text
        : text + " at line " + at.getLineNr() + ", column " + at.getColumnNr();
  }

  /**
   * {@return the tree as compact UTF-8} Half of a pair of surrogates, which JSON can name and UTF-8
   * cannot hold, is written as U+FFFD.
   *
   * @param tree the tree
   */
  public static byte[] write(JsonNode tree) {
    try {
      return MAPPER.writeValueAsBytes(tree);
    } catch (JacksonException e) {
      return encode(MAPPER.writeValueAsString(tree));
    }
  }

  private static byte[] encode(String text) {
    byte[] whole = new byte[3 * text.length()];
    ByteBuffer bytes = ByteBuffer.wrap(whole);
    StandardCharsets.UTF_8
        .newEncoder()
        .onMalformedInput(CodingErrorAction.REPLACE)
        .replaceWith("\uFFFD".getBytes(StandardCharsets.UTF_8))
        .encode(CharBuffer.wrap(text), bytes, true);
    return Arrays.copyOf(whole, bytes.position());
  }

  /** {@return a new, empty object} */
  public static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  /** {@return a new, empty array} */
  public static ArrayNode array() {
    return JsonNodeFactory.instance.arrayNode();
  }
}
