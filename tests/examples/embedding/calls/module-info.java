/** Asks and answers over queues within one process. */
module example.calls {
  requires pagoda.broker;
}
