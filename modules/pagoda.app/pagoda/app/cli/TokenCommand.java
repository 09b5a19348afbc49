package pagoda.app.cli;

import java.util.HashSet;
import java.util.Set;
import pagoda.app.api.Roles;
import pagoda.http.NewToken;
import pagoda.http.Role;

/** {@code pagoda token NAME ROLES}: a new bearer token and its entry for the tokens file. */
public final class TokenCommand {
  /** The command. */
  public static final Command COMMAND =
      Command.of("token", "a new bearer token, and its line for the tokens file", TokenCommand::run)
          .withOperands("NAME ROLE...", 2, Command.ANY)
          .withDetails(
              """
              A role is read, submit[:TYPE], work[:TYPE] or admin. The token goes to standard error,
              for the person; the line to standard output, for the file:

                pagoda token deploy submit read >>tokens\
              """);

  private TokenCommand() {}

  private static int run(Arguments arguments, Console console) {
    Set<Role> roles = new HashSet<>();
    for (String word : arguments.operands().subList(1, arguments.operands().size())) {
      for (String name : word.split(",", -1)) {
        roles.add(Role.parse(name, Roles.ALL).orElseThrow(() -> unknown(name)));
      }
    }
    NewToken created = NewToken.create(arguments.operands().getFirst(), roles);
    console.err().println("token, shown only now: " + created.token());
    console.out().println(created.line());
    return ExitStatus.DONE;
  }

  private static UsageException unknown(String name) {
    return new UsageException(
        "token: a role is read, submit[:TYPE], work[:TYPE] or admin, seen '" + name + "'");
  }
}
