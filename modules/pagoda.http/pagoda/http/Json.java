package pagoda.http;

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
 * JSON trees, read strictly: a name given twice, nesting deeper than {@value #MAX_DEPTH}, or
 * anything after the value is refused. Thread-safe.
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
   * @throws BadRequestException if it is none, or not a strict one; it names line and column
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
    try {
      JsonNode tree = MAPPER.readTree(bytes, offset, length);
      if (tree == null || tree.isMissingNode()) {
        throw new BadRequestException("The body must be JSON, and is empty");
      }
      return tree;
    } catch (JacksonException e) {
      throw new BadRequestException("The body must be strict JSON: " + reason(e));
    }
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
   * {@return the tree as compact UTF-8}
   *
   * @param tree the tree
   */
  public static byte[] write(JsonNode tree) {
    return MAPPER.writeValueAsBytes(tree);
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
