package pagoda.http;

import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What a caller may do, by a name of the application's own. A route asks for one role; a token is
 * granted a set of them. Immutable; equal if the text is.
 *
 * {@snippet lang=java :
 * Role read = Role.named("read");
 * Role print = Role.scoped("print"); // a token may also be granted print:invoices alone
 * Role admin = Role.ofEverything("admin");
 * }
 */
public final class Role {
  /** Every role, for who is not asked for a token. */
  static final Role ALL = new Role("*", "", Kind.EVERYTHING);

  private enum Kind {
    PLAIN,
    SCOPED,
    EVERYTHING
  }

  private final String name;
  private final String scope;
  private final Kind kind;

  private Role(String name, String scope, Kind kind) {
    this.name = name;
    this.scope = scope;
    this.kind = kind;
  }

  /**
   * {@return a role}
   *
   * @param name a lower-case letter, then at most 39 letters, digits and dashes
   */
  public static Role named(String name) {
    return new Role(checked(name), "", Kind.PLAIN);
  }

  /**
   * {@return a role that can be granted for one thing only, as {@code name:scope}; granted without
   * a scope it is for everything}
   *
   * @param name a lower-case letter, then at most 39 letters, digits and dashes
   */
  public static Role scoped(String name) {
    return new Role(checked(name), "", Kind.SCOPED);
  }

  /**
   * {@return a role that includes every other}
   *
   * @param name a lower-case letter, then at most 39 letters, digits and dashes
   */
  public static Role ofEverything(String name) {
    return new Role(checked(name), "", Kind.EVERYTHING);
  }

  private static String checked(String name) {
    if (!name.matches("[a-z][a-z0-9-]{0,39}")) {
      throw new IllegalArgumentException(
          "a role is a lower-case letter, then at most 39 letters, digits and dashes: " + name);
    }
    return name;
  }

  /**
   * {@return this role for one thing only}
   *
   * @param thing 1 to 100 letters, digits, dots, dashes, underscores
   * @throws IllegalArgumentException if this is not a {@link #scoped} role, or the scope is
   *     malformed
   */
  public Role of(String thing) {
    if (kind != Kind.SCOPED || !scope.isEmpty()) {
      throw new IllegalArgumentException("the role " + this + " has no scopes: " + thing);
    }
    if (!thing.matches("[0-9A-Za-z._-]{1,100}")) {
      throw new IllegalArgumentException(
          "a scope is 1 to 100 letters, digits, dots, dashes, underscores: " + thing);
    }
    return new Role(name, thing, kind);
  }

  /**
   * {@return the one among {@code known} that is written {@code text}, with its scope; empty if
   * there is none}
   *
   * @param text such as {@code read} or {@code print:invoices}
   * @param known the roles there are
   */
  public static Optional<Role> parse(String text, Set<Role> known) {
    int colon = text.indexOf(':');
    String name = colon < 0 ? text : text.substring(0, colon);
    Optional<Role> role = known.stream().filter(r -> r.toString().equals(name)).findFirst();
    try {
      return colon < 0 ? role : role.map(r -> r.of(text.substring(colon + 1)));
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // no scope of this role
    }
  }

  /**
   * {@return true if who has this role may do what {@code other} allows}
   *
   * @param other the role asked for
   */
  public boolean includes(Role other) {
    return kind == Kind.EVERYTHING
        || (name.equals(other.name) && (scope.isEmpty() || scope.equals(other.scope)));
  }

  /**
   * {@return true if it includes {@code other}, or {@code other} for some one thing}
   *
   * @param other the role asked for
   */
  public boolean includesSome(Role other) {
    return kind == Kind.EVERYTHING || name.equals(other.name);
  }

  /** {@return true if it can be granted for one thing only} */
  public boolean isScoped() {
    return kind == Kind.SCOPED;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Role role && toString().equals(role.toString());
  }

  @Override
  public int hashCode() {
    return Objects.hash(name, scope);
  }

  /** {@return the role as a token file has it: {@code name} or {@code name:scope}} */
  @Override
  public String toString() {
    return scope.isEmpty() ? name : name + ":" + scope;
  }
}
