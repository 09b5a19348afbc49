package pagoda.app.jobs;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import pagoda.app.types.TypeKey;
import pagoda.app.types.TypeKeys;
import pagoda.app.types.TypeTable;
import pagoda.queue.Job.Envelope;
import pagoda.queue.JobRequest;
import tools.jackson.databind.JsonNode;

/** What a job gets that its caller left out, as its type's file says. Thread-safe. */
public final class TypeDefaults {
  private final TypeTable table;
  private final Optional<String> type;

  /** {@code type} is what a job is that names no type; empty if each must. */
  public TypeDefaults(TypeTable table, String type) {
    this.table = table;
    this.type = Optional.of(type).filter(name -> !name.isEmpty());
  }

  /** {@return the type of a job that names none} */
  public Optional<String> type() {
    return type;
  }

  /** {@return the priority of a job of {@code ofType} that asks for none} */
  public int priority(String ofType) {
    return get(ofType, TypeKeys.PRIORITY).orElse(JobRequest.NORMAL);
  }

  /**
   * The labels that a job is found by: those given, and members of its payload that the type's file
   * names, as far as there is room.
   */
  public List<String> labels(String ofType, List<String> given, Optional<JsonNode> payload) {
    List<String> names = get(ofType, TypeKeys.LABELS).orElse(List.of());
    if (names.isEmpty() || payload.isEmpty()) {
      return given;
    }
    List<String> all = new ArrayList<>(given);
    for (String name : names) {
      JsonNode member = payload.get().path(name);
      if (member.isValueNode() && !member.isNull() && all.size() < Envelope.MOST_LABELS) {
        String label = label(name, member.asString());
        if (!all.contains(label)) {
          all.add(label);
        }
      }
    }
    return all;
  }

  /** A value too long to be a label still finds its job by how it begins. */
  private static String label(String name, String value) {
    StringBuilder label = new StringBuilder(name).append('=');
    int room = Envelope.MAX_LABEL - label.length();
    for (int c : value.codePoints().filter(c -> !Character.isISOControl(c)).toArray()) {
      String text = Character.toString(c);
      room -= text.getBytes(StandardCharsets.UTF_8).length;
      if (room < 0) {
        break;
      }
      label.append(text);
    }
    return label.toString();
  }

  private <T> Optional<T> get(String ofType, TypeKey<T> key) {
    return table.file(ofType).flatMap(file -> file.get(key));
  }
}
