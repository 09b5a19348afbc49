package pagoda.app.worker;

/** Why a worker ends by itself. */
public sealed interface WorkerEnd {
  /** The service wants no more work of it, and what ran has ended. */
  record Quiet() implements WorkerEnd {}

  /**
   * The service never answered.
   *
   * @param reason why, in one line
   */
  record Away(String reason) implements WorkerEnd {}

  /**
   * The service would never answer otherwise: a setting is wrong.
   *
   * @param reason what it said, in one line
   */
  record Refused(String reason) implements WorkerEnd {}
}
