package pagoda.app;

import pagoda.app.lifecycle.Readiness.Check;
import pagoda.http.TokenFile;

/** Whether anybody is let in, as readiness wants to know it. */
final class TokensCheck {
  private TokensCheck() {}

  /**
   * The tokens file now. A bad line shuts out whom it was to let in, and nobody else: it is told,
   * and the service stays ready. Everybody may ask, so of the file's place only its name is told.
   */
  static Check of(TokenFile tokens) {
    int entries = tokens.entries();
    String file = tokens.file().toString();
    String name = tokens.file().getFileName().toString();
    String detail =
        tokens.fault().map(fault -> fault.replace(file, name)).orElse(entries + " entries");
    return new Check("tokens", entries > 0, detail);
  }
}
