package pagoda.queue.internal;

import pagoda.queue.Bytes;

/** How an attempt ended, as the writer sees it. */
sealed interface Ending {
  /** With a result. */
  record Completed(Bytes result) implements Ending {}

  /** Without one. */
  record Failed(String error, boolean retryable) implements Ending {}

  /** By its time limit. */
  record TimedOut(String error) implements Ending {}

  /** Early, with a checkpoint to go on from. */
  record Yielded(Bytes checkpoint) implements Ending {}

  /** Before it began: the executor had no room for it. */
  record Refused() implements Ending {}

  /** Never: the queue closes and does not wait any longer. */
  record Abandoned() implements Ending {}
}
