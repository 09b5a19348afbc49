package pagoda.app.settings;

import java.nio.file.Path;

/** Where the value of a setting came from. */
public sealed interface Origin {
  /** The default. */
  record Default() implements Origin {
    @Override
    public String toString() {
      return "default";
    }
  }

  /** A line of the file given with {@code --config}. */
  record ConfigFile(Path file, int line) implements Origin {
    @Override
    public String toString() {
      return file + ":" + line;
    }
  }

  /** An environment variable. */
  record Environment(String variable) implements Origin {
    @Override
    public String toString() {
      return "environment " + variable;
    }
  }

  /** {@code --set} on the command line. */
  record CommandLine() implements Origin {
    @Override
    public String toString() {
      return "--set";
    }
  }

  /** A file that holds only a secret. */
  record SecretFile(Path file) implements Origin {
    @Override
    public String toString() {
      return "secret in " + file;
    }
  }
}
