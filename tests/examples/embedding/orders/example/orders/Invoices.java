package example.orders;

import pagoda.queue.Bytes;
import pagoda.queue.JobContext;
import pagoda.queue.JobHandler;
import pagoda.queue.JobOutcome;

/** Writes the invoice of an order. */
final class Invoices implements JobHandler {
  static final String TYPE = "invoice";

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public Kind kind() {
    return Kind.WAITS;
  }

  @Override
  public JobOutcome handle(Bytes payload, JobContext context) {
    return JobOutcome.completed(Bytes.utf8("invoice for " + payload.text()));
  }
}
