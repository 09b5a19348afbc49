package pagoda.app.api;

import java.time.DateTimeException;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import pagoda.http.BadParameterException;
import pagoda.http.Problem;
import pagoda.http.Query;
import pagoda.queue.InvalidJobException;
import pagoda.queue.JobFilter;
import pagoda.queue.JobState;

/**
 * Which jobs a request means: {@code q}, as {@code pagoda.queue}'s README tells, with times of day
 * in {@code zone}; {@code state} and {@code type} besides.
 */
final class JobFilters {
  private JobFilters() {}

  static JobFilter of(Query query, InstantSource clock) {
    String text = query.text("q").orElse("");
    JobFilter filter = JobFilter.parse(text, clock.instant(), zone(query));
    Set<JobState> states = states(query);
    if (!states.isEmpty()) {
      once("state", filter.states());
      filter = filter.withStates(states);
    }
    if (query.text("type").isPresent()) {
      once("type", filter.types());
      filter = filter.withTypes(Set.of(query.text("type").get()));
    }
    return filter;
  }

  private static void once(String name, Set<?> seen) {
    if (!seen.isEmpty()) {
      throw new BadParameterException(name, name + " must be given once, in q or by itself");
    }
  }

  private static ZoneId zone(Query query) {
    return query.text("zone").map(JobFilters::zone).orElse(ZoneOffset.UTC);
  }

  private static ZoneId zone(String name) {
    try {
      return ZoneId.of(name);
    } catch (DateTimeException e) {
      throw new BadParameterException(
          "zone", "zone must be as in Europe/Berlin or +01:00: " + Problem.shown(name));
    }
  }

  private static Set<JobState> states(Query query) {
    Set<JobState> states = EnumSet.noneOf(JobState.class);
    for (String text : query.all("state")) {
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
