package pagoda.http.blackbox;

import java.util.Set;
import pagoda.http.Role;

/** The roles of {@link TestRoutes}. */
final class TestRoles {
  static final Role READ = Role.named("read");
  static final Role SUBMIT = Role.scoped("submit");
  static final Role ADMIN = Role.ofEverything("admin");
  static final Set<Role> ALL = Set.of(READ, SUBMIT, ADMIN);

  private TestRoles() {}
}
