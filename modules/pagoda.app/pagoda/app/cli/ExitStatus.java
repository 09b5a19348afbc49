package pagoda.app.cli;

/** What the process ends with, after sysexits(3) where that has a number. */
public final class ExitStatus {
  /** The command did what it was asked. */
  public static final int DONE = 0;

  /** It did not, and said why. */
  public static final int FAILED = 1;

  /** The job that was waited for failed or was cancelled. */
  public static final int JOB_FAILED = 2;

  /** The command line cannot be understood. */
  public static final int WRONG_USAGE = 64;

  /** The service that is needed is away; later it may be there. */
  public static final int TRY_LATER = 75;

  /** A setting cannot be used. */
  public static final int WRONG_SETTING = 78;

  /** Ended by an interrupt, or halted by a second signal: 128 and SIGINT. */
  public static final int INTERRUPTED = 130;

  /** Nobody reads standard output any more: 128 and SIGPIPE, as if it had ended the process. */
  public static final int UNREAD = 141;

  private ExitStatus() {}
}
