package pagoda.app.api;

import java.time.DateTimeException;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import pagoda.http.BadParameterException;
import pagoda.http.Problem;
import pagoda.http.Query;
import pagoda.queue.InvalidJobException;
import pagoda.queue.JobFilter;
import pagoda.queue.JobState;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Which jobs a request means: {@code q}, as {@code pagoda.queue}'s README tells, with times of day
 * in {@code zone}; {@code state} and {@code type} besides.
 */
final class JobFilters {
  private static final Set<String> MEMBERS = Set.of("q", "zone", "state", "type");

  private final Optional<String> text;
  private final Optional<String> zone;
  private final Optional<String> type;

  private JobFilters(Optional<String> text, Optional<String> zone, Optional<String> type) {
    this.text = text;
    this.zone = zone;
    this.type = type;
  }

  static JobFilter of(Query query, InstantSource clock) {
    return new JobFilters(query.text("q"), query.text("zone"), query.text("type"))
        .filter(query.all("state"), clock);
  }

  /** The same as members of a JSON object. */
  static JobFilter of(JsonNode matching, InstantSource clock) {
    if (!(matching instanceof ObjectNode json) || json.isEmpty()) {
      throw new BadParameterException(
          "matching",
          "matching must be an object with q, zone, state or type; {\"q\":\"\"} means all jobs");
    }
    for (String name : json.propertyNames()) {
      if (!MEMBERS.contains(name)) {
        throw new BadParameterException(
            "matching", "matching has q, zone, state and type, not " + Problem.shown(name));
      }
    }
    return new JobFilters(text(json, "q"), text(json, "zone"), text(json, "type"))
        .filter(text(json, "state").stream().toList(), clock);
  }

  private static Optional<String> text(ObjectNode json, String name) {
    JsonNode value = json.path(name);
    if (value.isMissingNode() || value.isNull()) {
      return Optional.empty();
    }
    if (!value.isString()) {
      throw new BadParameterException(name, name + " must be a string");
    }
    return Optional.of(value.stringValue());
  }

  private JobFilter filter(List<String> stateLists, InstantSource clock) {
    JobFilter filter = JobFilter.parse(text.orElse(""), clock.instant(), zone());
    Set<JobState> states = states(stateLists);
    if (!states.isEmpty()) {
      once("state", filter.states());
      filter = filter.withStates(states);
    }
    if (type.isPresent()) {
      once("type", filter.types());
      filter = filter.withTypes(Set.of(type.get()));
    }
    return filter;
  }

  private static void once(String name, Set<?> seen) {
    if (!seen.isEmpty()) {
      throw new BadParameterException(name, name + " must be given once, in q or by itself");
    }
  }

  private ZoneId zone() {
    return zone.map(JobFilters::zone).orElse(ZoneOffset.UTC);
  }

  private static ZoneId zone(String name) {
    try {
      return ZoneId.of(name);
    } catch (DateTimeException e) {
      throw new BadParameterException(
          "zone", "zone must be as in Europe/Berlin or +01:00: " + Problem.shown(name));
    }
  }

  private static Set<JobState> states(List<String> texts) {
    Set<JobState> states = EnumSet.noneOf(JobState.class);
    for (String text : texts) {
      for (String name : text.split(",", -1)) {
        states.add(state(name));
      }
    }
    return states;
  }

  private static JobState state(String name) {
    try {
      return JobState.parse(name);
    } catch (InvalidJobException e) {
      throw new BadParameterException(
          "state",
          "state must be one of %s: %s"
              .formatted(
                  Arrays.stream(JobState.values())
                      .map(JobState::text)
                      .collect(Collectors.joining(", ")),
                  Problem.shown(name)));
    }
  }
}
