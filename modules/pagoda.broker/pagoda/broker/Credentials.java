package pagoda.broker;

import static java.util.Objects.requireNonNull;

/**
 * A user's name and password. Immutable; the password is not shown by {@link #toString}.
 *
 * @param user the name
 * @param password the password
 */
public record Credentials(String user, String password) {

  /** What RabbitMQ lets in from its own machine only: {@code guest}, {@code guest}. */
  public static final Credentials GUEST = new Credentials("guest", "guest");

  /** Checks that nothing is null. */
  public Credentials {
    requireNonNull(user, "user");
    requireNonNull(password, "password");
  }

  @Override
  public String toString() {
    return "Credentials[user=" + user + "]";
  }
}
