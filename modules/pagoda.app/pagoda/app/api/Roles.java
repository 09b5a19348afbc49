package pagoda.app.api;

import java.util.List;
import java.util.Set;
import pagoda.http.Role;

/** What a token may be granted. */
public final class Roles {
  /** To look: jobs, queue, events, metrics. */
  public static final Role READ = Role.named("read");

  /** To hand in work and to act on single jobs; may be granted for one type. */
  public static final Role SUBMIT = Role.scoped("submit");

  /** To do the work of jobs; may be granted for one type. */
  public static final Role WORK = Role.scoped("work");

  /** To do everything. */
  public static final Role ADMIN = Role.ofEverything("admin");

  /** All of them, in the order in which they are shown. */
  public static final List<Role> SHOWN = List.of(READ, SUBMIT, WORK, ADMIN);

  /** All of them. */
  public static final Set<Role> ALL = Set.copyOf(SHOWN);

  private Roles() {}
}
