package pagoda.system;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** What {@code openapi.json} says of each operation. */
final class Description {
  private static final Path FOLDER =
      Path.of(System.getProperty("pagoda.root"), "modules/pagoda.app/pagoda/app/api");

  private final JsonNode document;
  private final Schemas schemas;
  private final Map<String, JsonNode> operations = new TreeMap<>();

  /** Of this text. */
  Description(String text) {
    document = Json.parse(text);
    schemas = new Schemas(name -> document);
    for (Map.Entry<String, JsonNode> path : document.path("paths").properties()) {
      for (Map.Entry<String, JsonNode> entry : path.getValue().properties()) {
        if (!entry.getKey().equals("parameters")) {
          operations.put(
              entry.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey(), entry.getValue());
        }
      }
    }
  }

  /** The text of a description as it stands in the sources. */
  static String source(String file) throws Exception {
    return Files.readString(FOLDER.resolve(file));
  }

  JsonNode document() {
    return document;
  }

  Schemas schemas() {
    return schemas;
  }

  /** Each operation by method and path, such as {@code GET /jobs/{id}}. */
  Map<String, JsonNode> operations() {
    return operations;
  }

  /** The one of that name. */
  JsonNode operation(String name) {
    JsonNode found = operations.get(name);
    if (found == null) {
      throw new AssertionError("openapi.json does not describe " + name);
    }
    return found;
  }

  /** The parameters of an operation, those of its path first. */
  List<JsonNode> parameters(String name) {
    String path = name.substring(name.indexOf(' ') + 1);
    List<JsonNode> all = new ArrayList<>();
    for (JsonNode holder : List.of(document.path("paths").path(path), operation(name))) {
      holder.path("parameters").forEach(parameter -> all.add(schemas.resolve(parameter)));
    }
    return all;
  }

  /** The role that an operation asks for; empty text for one that is open. */
  String role(String name) {
    JsonNode security = operation(name).path("security");
    return security.isEmpty() ? "" : security.get(0).path("token").get(0).stringValue();
  }

  /** The statuses that an operation names, without what any may answer. */
  List<String> statuses(String name) {
    return operation(name)
        .path("responses")
        .propertyStream()
        .map(Map.Entry::getKey)
        .filter(status -> !status.equals("default"))
        .toList();
  }

  /** What an operation says of a status. */
  JsonNode response(String name, int status) {
    JsonNode all = operation(name).path("responses");
    String key = Integer.toString(status);
    return schemas.resolve(all.has(key) ? all.get(key) : all.path("default"));
  }
}
