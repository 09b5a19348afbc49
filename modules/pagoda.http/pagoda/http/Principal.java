package pagoda.http;

import java.util.EnumSet;
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
  public static final Principal ANONYMOUS = new Principal("-", EnumSet.allOf(Role.class));

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
    return roles.contains(role) || roles.contains(Role.ADMIN);
  }
}
