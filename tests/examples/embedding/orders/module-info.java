/** A shop whose invoices are written by jobs of a durable queue. */
module example.orders {
  requires pagoda.queue;
}
