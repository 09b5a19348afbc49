package pagoda.app.cli;

import java.io.PrintStream;
import java.util.HashSet;
import java.util.Set;
import pagoda.app.api.Roles;
import pagoda.http.NewToken;
import pagoda.http.Role;

/** {@code pagoda token NAME ROLES}: a new bearer token and its entry for the tokens file. */
public final class TokenCommand {
  private TokenCommand() {}

  /** The token goes to {@code err}, for the person; the entry to {@code out}, for the file. */
  public static void run(CommandLine line, PrintStream out, PrintStream err) {
    line.expect(2);
    Set<Role> roles = new HashSet<>();
    for (String name : line.operands().get(1).split(",", -1)) {
      roles.add(Role.parse(name, Roles.ALL).orElseThrow(() -> unknown(name)));
    }
    NewToken created = NewToken.create(line.operands().getFirst(), roles);
    err.println("token, shown only now: " + created.token());
    out.println(created.line());
  }

  private static UsageException unknown(String name) {
    return new UsageException(
        "token: a role is read, submit[:TYPE], work[:TYPE] or admin, seen '" + name + "'");
  }
}
