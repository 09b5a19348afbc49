package pagoda.http;

import java.util.Objects;
import java.util.Set;

/**
 * Who makes a request. Immutable.
 *
 * @param name what access records call the caller; not a secret
 * @param roles what the caller may do
 */
public record Principal(String name, Set<Role> roles) {
  /** Somebody whom nobody asked for a token, where none is needed: every role. */
  public static final Principal ANONYMOUS = new Principal("-", Set.of(Role.ALL));

  /** Copies the set. */
  public Principal {
    Objects.requireNonNull(name, "name");
    roles = Set.copyOf(roles);
  }

  /**
   * {@return true if one of the roles includes {@code role}}
   *
   * @param role the role asked for
   */
  public boolean has(Role role) {
    return roles.stream().anyMatch(r -> r.includes(role));
  }

  /**
   * {@return true if one of the roles includes {@code role}, or that role for some one thing}
   *
   * @param role the role asked for
   */
  public boolean hasSome(Role role) {
    return roles.stream().anyMatch(r -> r.includesSome(role));
  }

  /**
   * Refuses who has not this role, for handlers of routes that ask for a role of any scope.
   *
   * @param role the role asked for, such as {@code SUBMIT.of(type)}
   * @throws ForbiddenException if the caller has not got it
   */
  public void require(Role role) {
    if (!has(role)) {
      throw ForbiddenException.withoutRole(role);
    }
  }
}
