package pagoda.http;

import java.util.Objects;
import pagoda.http.internal.syntax.ShownText;
import pagoda.http.internal.syntax.StatusTitles;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What went wrong, as RFC 9457 puts it, with a stable code for programs. Immutable.
 *
 * @param status the HTTP status, 400–599
 * @param code what programs tell problems apart by, such as {@code NOT_FOUND}; it never changes
 * @param error one sentence for people; the member {@code error}
 * @param detail more about this very occurrence, or empty; the member {@code detail}
 * @param members further members of the document; copied
 */
public record Problem(int status, String code, String error, String detail, ObjectNode members) {
  /** The most characters of the two sentences, whatever a caller made part of them. */
  private static final int LONGEST = 1000;

  /**
   * Checks the status and copies the members; shortens both sentences to 1,000 characters, those
   * that cannot be seen or encoded written as in {@code \\u0000}.
   */
  public Problem {
    if (status < 400 || status > 599) {
      throw new IllegalArgumentException("the status of a problem is 400 to 599: " + status);
    }
    Objects.requireNonNull(code, "code");
    error = ShownText.of(error, LONGEST);
    detail = ShownText.of(detail, LONGEST);
    members = members.deepCopy();
  }

  /**
   * {@return a problem with neither detail nor members}
   *
   * @param status the status, 400–599
   * @param code the stable code
   * @param error a sentence for people: what was wrong, what is allowed, what was seen
   */
  public static Problem of(int status, String code, String error) {
    return new Problem(status, code, error, "", JsonNodeFactory.instance.objectNode());
  }

  /**
   * {@return the same with this detail}
   *
   * @param text the detail
   */
  public Problem withDetail(String text) {
    return new Problem(status, code, error, text, members);
  }

  /**
   * {@return the same with one more member; {@code name} replaces one of that name}
   *
   * @param name the name of the member
   * @param value the value of the member
   */
  public Problem with(String name, JsonNode value) {
    ObjectNode more = members.deepCopy();
    more.set(name, value);
    return new Problem(status, code, error, detail, more);
  }

  /**
   * {@return the same with one more member of text}
   *
   * @param name the name of the member
   * @param value the value of the member
   */
  public Problem with(String name, String value) {
    return with(name, JsonNodeFactory.instance.stringNode(value));
  }

  /**
   * {@return the same with one more member that is a whole number}
   *
   * @param name the name of the member
   * @param value the value of the member
   */
  public Problem with(String name, long value) {
    return with(name, JsonNodeFactory.instance.numberNode(value));
  }

  /**
   * {@return text of a caller as a message may show it: its first 40 characters, with those that
   * cannot be seen or encoded written as in {@code \\u0000}}
   *
   * @param text what was seen
   */
  public static String shown(String text) {
    return ShownText.of(text);
  }

  /** {@return a copy of the further members} */
  @Override
  public ObjectNode members() {
    return members.deepCopy();
  }

  /**
   * {@return the document: error, code, status, type, title, detail, then the members} The type is
   * {@code about:blank}, which says that the title is the status's own; the code tells problems
   * apart. Without a detail of its own, a problem has its error for one.
   */
  public ObjectNode document() {
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    document.put("error", error).put("code", code).put("status", status);
    document.put("type", "about:blank").put("title", StatusTitles.title(status));
    document.put("detail", detail.isEmpty() ? error : detail);
    document.setAll(members);
    return document;
  }

  /** {@return the answer that tells it} */
  public Response response() {
    return Response.bytes(MediaType.PROBLEM, Json.write(document())).withStatus(status);
  }
}
