package pagoda.http;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import pagoda.http.internal.bodies.BytesBody;
import pagoda.http.internal.bodies.FileBody;
import pagoda.http.internal.syntax.FieldSyntax;
import tools.jackson.databind.JsonNode;

/**
 * One answer: status, headers, content. Immutable but for its {@link Body}, which is used once; the
 * {@code with…} methods return a new answer.
 */
public final class Response {
  private static final Body NOTHING = new BytesBody(new byte[0]);

  /**
   * One header field.
   *
   * @param name the name, as it was given
   * @param value the value
   */
  public record Header(String name, String value) {
    /** Checks that neither can break out of the header. */
    public Header {
      FieldSyntax.name(name);
      FieldSyntax.value(name, value);
    }
  }

  private final int status;
  private final List<Header> fields;
  private final Optional<EntityTag> etag;
  private final Body body;

  private Response(int status, List<Header> fields, Optional<EntityTag> etag, Body body) {
    this.status = status;
    this.fields = fields;
    this.etag = etag;
    this.body = body;
  }

  private static Response of(MediaType type, Body body) {
    return new Response(
        200, List.of(new Header("Content-Type", type.header())), Optional.empty(), body);
  }

  /**
   * {@return 200 with bytes} They are not copied: do not change them afterwards.
   *
   * @param type the media type
   * @param bytes the content
   */
  public static Response bytes(MediaType type, byte[] bytes) {
    return of(type, new BytesBody(bytes));
  }

  /**
   * {@return 200 with a JSON tree}
   *
   * @param tree the tree
   */
  public static Response json(JsonNode tree) {
    return bytes(MediaType.JSON, Json.write(tree));
  }

  /**
   * {@return 200 with plain text}
   *
   * @param text the text
   */
  public static Response text(String text) {
    return bytes(MediaType.TEXT, text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * {@return 200 with a body produced while it is sent; a {@link RangeBody} serves byte ranges}
   *
   * @param type the media type
   * @param body produces the content
   */
  public static Response stream(MediaType type, Body body) {
    return of(type, body);
  }

  /**
   * {@return 200 with a file, opened now; byte ranges are served}
   *
   * @param type the media type
   * @param file the file
   * @throws IOException if the file can not be opened
   */
  public static Response file(MediaType type, Path file) throws IOException {
    return fileThen(type, file, () -> {});
  }

  /**
   * {@return the same; {@code afterwards} runs when it was sent, or was not, such as to delete the
   * file}
   *
   * @param type the media type
   * @param file the file
   * @param afterwards what to do then
   * @throws IOException if the file can not be opened
   */
  public static Response fileThen(MediaType type, Path file, Runnable afterwards)
      throws IOException {
    return stream(type, new FileBody(file, afterwards));
  }

  /** {@return 204} */
  public static Response noContent() {
    return new Response(204, List.of(), Optional.empty(), NOTHING);
  }

  /**
   * {@return an answer without content, with any status}
   *
   * @param status the status, 200–599
   */
  public static Response empty(int status) {
    return noContent().withStatus(status);
  }

  /**
   * {@return the same with this status, 200–599}
   *
   * @param newStatus the status, 200–599
   */
  public Response withStatus(int newStatus) {
    if (newStatus < 200 || newStatus > 599) {
      throw new IllegalArgumentException("status must be 200 to 599: " + newStatus);
    }
    return new Response(newStatus, fields, etag, body);
  }

  /**
   * {@return the same with this header in place of any of that name}
   *
   * @param name the name of the header
   * @param value the value of the header
   * @throws IllegalArgumentException if name or value could break out of the header; framing
   *     headers belong to the server
   */
  public Response withHeader(String name, String value) {
    List<Header> changed = new ArrayList<>(fields.size() + 1);
    for (Header field : fields) {
      if (!field.name().equalsIgnoreCase(name)) {
        changed.add(field);
      }
    }
    changed.add(new Header(name, value));
    return new Response(status, changed, etag, body);
  }

  /**
   * {@return the same with one more header of this name}
   *
   * @param name the name of the header
   * @param value the value of the header
   */
  public Response withAddedHeader(String name, String value) {
    List<Header> changed = new ArrayList<>(fields);
    changed.add(new Header(name, value));
    return new Response(status, changed, etag, body);
  }

  /**
   * {@return the same with an {@code ETag}; the server then answers {@code If-None-Match} with 304,
   * {@code If-Match} with 412, and looks at {@code If-Range}}
   *
   * @param tag the state of the resource
   */
  public Response withETag(EntityTag tag) {
    return new Response(status, fields, Optional.of(tag), body);
  }

  /**
   * {@return the same with another body}
   *
   * @param other produces the content
   */
  public Response withBody(Body other) {
    return new Response(status, fields, etag, other);
  }

  /** {@return the status} */
  public int status() {
    return status;
  }

  /**
   * {@return the first value of a header that this answer sets itself}
   *
   * @param name the name of the header
   */
  public Optional<String> header(String name) {
    for (Header field : fields) {
      if (field.name().equalsIgnoreCase(name)) {
        return Optional.of(field.value());
      }
    }
    return Optional.empty();
  }

  /** {@return the entity tag} */
  public Optional<EntityTag> etag() {
    return etag;
  }

  /** {@return the headers that this answer sets itself, in order; the tag is not among them} */
  public List<Header> headers() {
    return Collections.unmodifiableList(fields);
  }

  /** {@return the content} */
  public Body body() {
    return body;
  }
}
