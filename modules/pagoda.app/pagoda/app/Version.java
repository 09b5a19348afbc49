package pagoda.app;

import pagoda.app.cli.Console;
import pagoda.app.lifecycle.Build;

/** What {@code --version} prints. */
final class Version {
  private Version() {}

  static void print(Console console) {
    Build build = Build.current();
    console
        .out()
        .printf("pagoda %s (%s, Java %s)%n", build.version(), build.commit(), build.java());
  }
}
