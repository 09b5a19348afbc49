package pagoda.http.internal.exchange;

import java.util.List;
import java.util.Optional;
import pagoda.http.EntityTag;
import pagoda.http.PreconditionFailedException;
import pagoda.http.internal.syntax.HeaderList;

/** Evaluates conditional requests by entity tag; RFC 9110 section 13. */
final class Preconditions {
  private Preconditions() {}

  /** For changes: throws if {@code If-Match} or {@code If-None-Match} does not hold. */
  static void check(Head head, Optional<EntityTag> current) {
    checkIfMatch(head, current);
    List<String> unless = head.headers("If-None-Match");
    if (!unless.isEmpty() && matches(unless, current, false)) {
      throw new PreconditionFailedException("If-None-Match");
    }
  }

  static void checkIfMatch(Head head, Optional<EntityTag> current) {
    List<String> expected = head.headers("If-Match");
    if (!expected.isEmpty() && !matches(expected, current, true)) {
      throw new PreconditionFailedException("If-Match");
    }
  }

  /** For reads: true if the client has this state already, so that 304 tells it enough. */
  static boolean notModified(Head head, EntityTag current) {
    List<String> known = head.headers("If-None-Match");
    return !known.isEmpty() && matches(known, Optional.of(current), false);
  }

  /** True unless {@code If-Range} names another state than {@code current}, or a date. */
  static boolean rangeApplies(Head head, Optional<EntityTag> current) {
    return head.header("If-Range")
        .map(tag -> current.isPresent() && matches(List.of(tag), current, true))
        .orElse(true);
  }

  private static boolean matches(List<String> tags, Optional<EntityTag> current, boolean strong) {
    if (current.isEmpty()) {
      return false;
    }
    EntityTag tag = current.get();
    for (String member : HeaderList.members(tags)) {
      boolean weak = member.startsWith("W/");
      String value = weak ? member.substring(2) : member;
      if (member.equals("*")
          || (value.equals('"' + tag.value() + '"') && !(strong && (weak || tag.weak())))) {
        return true;
      }
    }
    return false;
  }
}
