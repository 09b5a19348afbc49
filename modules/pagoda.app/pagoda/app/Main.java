package pagoda.app;

/** The entry point of {@code bin/pagoda}. */
public final class Main {
  private Main() {}

  /** Runs the command that {@code args} name. */
  public static void main(String[] args) {
    System.exit(64);
  }
}
