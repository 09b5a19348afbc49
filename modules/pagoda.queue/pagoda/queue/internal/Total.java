package pagoda.queue.internal;

/** What the queue counts since it was opened. */
enum Total {
  ENQUEUED,
  REPEATED,
  REFUSED,
  COMPLETED,
  FAILED,
  CANCELLED,
  RETRIED,
  TIMED_OUT,
  YIELDED,
  RETURNED,
  STALE,
  PRUNED,
  COMMITS,
  COMMITS_FAILED,
  CHECKPOINTS
}
