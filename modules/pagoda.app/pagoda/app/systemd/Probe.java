package pagoda.app.systemd;

/**
 * One part of a service that must answer if the service is alive. A part that refuses answers, too:
 * only silence and a part that is gone call for a restart.
 *
 * @param name the part, as the log names it
 * @param question returns once the part has answered; throws if it is gone
 */
public record Probe(String name, Question question) {
  /** What is asked. */
  @FunctionalInterface
  public interface Question {
    /** Waits for the answer. */
    void ask() throws Exception;
  }
}
