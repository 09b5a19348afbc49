package pagoda.hanoi;

/** The solver pool was closed before the work was done. It may be tried again elsewhere. */
public final class SolverClosedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Makes the exception. */
  public SolverClosedException() {
    super("the solver pool is closed");
  }
}
