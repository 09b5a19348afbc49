package pagoda.broker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Gives the credentials for a connection. Asked anew for each one, so a password may change. */
@FunctionalInterface
public interface CredentialsSource {

  /**
   * Returns the credentials to connect with now.
   *
   * @return the credentials
   * @throws IOException if they can not be read; the broker tries again later
   */
  Credentials credentials() throws IOException;

  /**
   * Returns a source that always gives the same.
   *
   * @param user the name
   * @param password the password
   * @return a source
   */
  static CredentialsSource of(String user, String password) {
    Credentials fixed = new Credentials(user, password);
    return () -> fixed;
  }

  /**
   * Returns a source that reads the password from a file, without the line break at its end.
   *
   * @param user the name
   * @param file holds the password in UTF-8
   * @return a source
   */
  static CredentialsSource ofFile(String user, Path file) {
    return () -> new Credentials(user, Files.readString(file).stripTrailing());
  }
}
