package pagoda.broker;

import java.util.UUID;
import java.util.concurrent.CompletionStage;

/**
 * A call on its way. It ends exactly once: with a reply, a failure, its cancellation, or its
 * deadline, whichever is first. Thread-safe.
 */
public interface RpcCall {

  /**
   * Returns the id that joins request and reply.
   *
   * @return a random UUID
   */
  UUID id();

  /**
   * Waits for the end of the call, which is at its deadline at the latest.
   *
   * @return how it ended
   * @throws InterruptedException if the waiting thread is interrupted; the call goes on
   */
  RpcOutcome await() throws InterruptedException;

  /**
   * Returns a stage that completes, never exceptionally, when the call ends. What depends on it
   * runs on a virtual thread and may block.
   *
   * @return a stage
   */
  CompletionStage<RpcOutcome> outcome();

  /**
   * Tells whether the call has ended.
   *
   * @return true if so
   */
  boolean done();

  /**
   * Ends the call with {@link RpcCode#CANCELLED} unless it has ended, and tells the servers: work
   * that has begun is stopped, a request that still waits is never started. Never blocks.
   *
   * @return true if this ended the call
   */
  boolean cancel();
}
