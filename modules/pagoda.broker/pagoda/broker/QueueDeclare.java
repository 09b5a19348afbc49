package pagoda.broker;

/**
 * How a server declares its request queue when there is none. A queue that exists is used as it is.
 */
public enum QueueDeclare {
  /** Durable, with priorities 0 to 10: works on every RabbitMQ from 3.10 to 4.x. */
  PORTABLE,
  /**
   * Not durable, no arguments: what the first program of this kind declared. RabbitMQ 4.3 refuses
   * it unless {@code deprecated_features.permit.transient_nonexcl_queues} is set.
   */
  ORIGINAL
}
