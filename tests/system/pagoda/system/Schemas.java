package pagoda.system;

import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * Checks values against the part of JSON Schema 2020-12 that the descriptions use. It is stricter
 * than the standard: a keyword that it does not know is an error, and a member that no schema names
 * is a fault unless one says {@code additionalProperties}.
 */
final class Schemas {
  private static final Set<String> SAY_NOTHING =
      Set.of("description", "default", "contentEncoding", "examples");
  private static final Pattern UUID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  private final Function<String, JsonNode> documents;

  /** Of these documents, by the part of a reference that comes before the hash. */
  Schemas(Function<String, JsonNode> documents) {
    this.documents = documents;
  }

  /** A schema, and the document that its references begin in. */
  private record Place(JsonNode schema, String document) {
    Place at(JsonNode part) {
      return new Place(part, document);
    }
  }

  /** The names that the schemas of one object know. */
  private static final class Known {
    private final Set<String> names = new HashSet<>();
    private boolean closed;
    private boolean open;
  }

  /** What {@code reference}, or the node itself where there is none, stands for. */
  JsonNode resolve(JsonNode node) {
    return node.has("$ref") ? target(new Place(node, "")).schema() : node;
  }

  private Place target(Place from) {
    String[] parts = from.schema().path("$ref").stringValue().split("#", 2);
    String document = parts[0].isEmpty() ? from.document() : parts[0];
    JsonNode found = documents.apply(document).at(parts[1]);
    if (found.isMissingNode()) {
      throw new AssertionError("there is no " + from.schema());
    }
    return new Place(found, document);
  }

  /** What is wrong with a value; nothing if it is as its schema says. */
  List<String> faults(JsonNode schema, JsonNode value) {
    List<String> faults = new ArrayList<>();
    whole(new Place(schema, ""), value, "", faults);
    return faults;
  }

  private void whole(Place place, JsonNode value, String at, List<String> faults) {
    Known known = new Known();
    apply(place, value, at, known, faults);
    if (value.isObject() && known.closed && !known.open) {
      for (String name : value.propertyNames()) {
        if (!known.names.contains(name)) {
          faults.add(at + "/" + name + " is in no schema: " + value.get(name));
        }
      }
    }
  }

  private void apply(Place place, JsonNode value, String at, Known known, List<String> faults) {
    for (Map.Entry<String, JsonNode> keyword : place.schema().properties()) {
      JsonNode says = keyword.getValue();
      switch (keyword.getKey()) {
        case "$ref" -> apply(target(place), value, at, known, faults);
        case "allOf" -> says.forEach(part -> apply(place.at(part), value, at, known, faults));
        case "anyOf" -> anyOf(place, value, at, known, faults);
        case "oneOf" -> oneOf(place, value, at, known, faults);
        case "items" -> items(place.at(says), value, at, faults);
        case "properties" -> members(place.at(says), value, at, known, faults);
        case "additionalProperties" -> known.open |= says.booleanValue();
        default -> {
          if (!holds(keyword.getKey(), says, value)) {
            faults.add("%s must have %s %s: %s".formatted(at, keyword.getKey(), says, value));
          }
        }
      }
    }
  }

  private void anyOf(Place place, JsonNode value, String at, Known known, List<String> faults) {
    List<String> all = new ArrayList<>();
    for (JsonNode part : place.schema().path("anyOf")) {
      List<String> own = new ArrayList<>();
      whole(place.at(part), value, at, own);
      if (own.isEmpty()) {
        known.open = true; // that one has looked at the members
        return;
      }
      all.addAll(own);
    }
    faults.addAll(all);
  }

  private void oneOf(Place place, JsonNode value, String at, Known known, List<String> faults) {
    int met = 0;
    for (JsonNode part : place.schema().path("oneOf")) {
      List<String> own = new ArrayList<>();
      apply(place.at(part), value, at, known, own);
      met += own.isEmpty() ? 1 : 0;
    }
    if (met != 1) {
      faults.add(at + " meets " + met + " of " + place.schema().path("oneOf") + ": " + value);
    }
  }

  private void items(Place place, JsonNode value, String at, List<String> faults) {
    for (int i = 0; i < value.size() && value.isArray(); i++) {
      whole(place, value.get(i), at + "/" + i, faults);
    }
  }

  private void members(Place place, JsonNode value, String at, Known known, List<String> faults) {
    known.closed = true;
    for (Map.Entry<String, JsonNode> member : place.schema().properties()) {
      known.names.add(member.getKey());
      if (value.has(member.getKey())) {
        JsonNode inside = value.get(member.getKey());
        whole(place.at(member.getValue()), inside, at + "/" + member.getKey(), faults);
      }
    }
  }

  private static boolean holds(String keyword, JsonNode says, JsonNode value) {
    return switch (keyword) {
      case "type" ->
          says.isArray() ? says.valueStream().anyMatch(t -> is(t, value)) : is(says, value);
      case "const" -> says.equals(value);
      case "enum" -> says.valueStream().anyMatch(value::equals);
      case "minimum" ->
          !value.isNumber() || value.decimalValue().compareTo(says.decimalValue()) >= 0;
      case "maximum" ->
          !value.isNumber() || value.decimalValue().compareTo(says.decimalValue()) <= 0;
      case "minLength" -> !value.isString() || value.stringValue().length() >= says.intValue();
      case "maxLength" -> !value.isString() || value.stringValue().length() <= says.intValue();
      case "minItems" -> !value.isArray() || value.size() >= says.intValue();
      case "maxItems" -> !value.isArray() || value.size() <= says.intValue();
      case "maxProperties" -> !value.isObject() || value.size() <= says.intValue();
      case "pattern" ->
          !value.isString()
              || Pattern.compile(says.stringValue()).matcher(value.stringValue()).find();
      case "format" -> !value.isString() || isOfFormat(says.stringValue(), value.stringValue());
      case "required" ->
          !value.isObject() || says.valueStream().allMatch(n -> value.has(n.stringValue()));
      default -> {
        if (!SAY_NOTHING.contains(keyword) && !keyword.startsWith("x-")) {
          throw new AssertionError("Schemas does not know the keyword " + keyword);
        }
        yield true;
      }
    };
  }

  private static boolean is(JsonNode type, JsonNode value) {
    return switch (type.stringValue()) {
      case "string" -> value.isString();
      case "integer" -> value.isIntegralNumber();
      case "number" -> value.isNumber();
      case "boolean" -> value.isBoolean();
      case "array" -> value.isArray();
      case "object" -> value.isObject();
      case "null" -> value.isNull();
      default -> throw new AssertionError("there is no type " + type);
    };
  }

  private static boolean isOfFormat(String format, String text) {
    return switch (format) {
      case "uuid" -> UUID.matcher(text).matches();
      case "date-time" -> {
        try {
          yield OffsetDateTime.parse(text) != null;
        } catch (DateTimeException e) {
          yield false;
        }
      }
      default -> throw new AssertionError("Schemas does not know the format " + format);
    };
  }
}
