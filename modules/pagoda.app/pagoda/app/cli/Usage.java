package pagoda.app.cli;

/** The text of {@code pagoda --help}. */
public final class Usage {
  /** Every command and option. */
  public static final String TEXT =
      """
      usage: pagoda [COMMAND] [OPTION...]

        serve              HTTP, the queue, its workers and the solver (the default)
        engine             only the solver, behind the broker's queue hanoi
        solve N            the moves for N discs on standard output
                             --format json|lines|binary   (default json)
                             --from K --count M           only M moves, from the Kth on
        check              the effective settings, each with its source
        verify FILE        whether a queue file is sound
        backup FILE        a consistent copy of a running service's queue
                             --url URL --token-file FILE
        token NAME ROLES   a new bearer token; the entry for the tokens file on standard output
                             ROLES: read,submit,admin
        rpc-bench          calls per second and latency against a broker's queue
                             --queue Q --body B --callers N --seconds S
      common:
        --config FILE      read settings from FILE
        --set key=value    set one setting; wins over the file and the environment
        --version, --help

      Exit status: 0 done, 1 failed, 64 wrong usage, 78 wrong setting, 130 second signal.
      """;

  private Usage() {}
}
