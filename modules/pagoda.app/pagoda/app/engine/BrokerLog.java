package pagoda.app.engine;

import static java.lang.System.Logger.Level.DEBUG;
import static java.lang.System.Logger.Level.ERROR;
import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import pagoda.app.log.Fields;
import pagoda.broker.BrokerEvent;
import pagoda.broker.BrokerListener;
import pagoda.broker.LinkState;
import pagoda.broker.MessageTrace;
import pagoda.broker.RpcCode;

/** A log line for what an operator wants to know of the broker; calls are for the metrics. */
public final class BrokerLog implements BrokerListener {
  private static final System.Logger LOG = System.getLogger("pagoda.broker");

  private final String link;

  /** Of the link for solves. */
  public BrokerLog() {
    this("broker");
  }

  /** Of a link whose lines begin with a name of its own. */
  public BrokerLog(String link) {
    this.link = link;
  }

  @Override
  public void on(BrokerEvent event) {
    switch (event) {
      case BrokerEvent.LinkChanged(LinkState from, LinkState to, long epoch, String reason) ->
          LOG.log(
              to == LinkState.UP || to == LinkState.CLOSED ? INFO : WARNING,
              link + " link",
              Fields.of("from", from.text(), "to", to.text(), "epoch", epoch, "reason", reason));
      case BrokerEvent.ConnectFailed(String address, String reason) ->
          LOG.log(WARNING, link + " not reached", Fields.of("address", address, "reason", reason));
      case BrokerEvent.DeadLettered(String queue, String dead, String reason) ->
          LOG.log(
              WARNING,
              "request put away",
              Fields.of("queue", queue, "dead_letter_queue", dead, "reason", reason));
      case BrokerEvent.DeadLetterLost(String queue, String dead, String reason, String cause) ->
          LOG.log(
              WARNING,
              "request dropped",
              Fields.of(
                  "queue", queue, "dead_letter_queue", dead, "reason", reason, "cause", cause));
      case BrokerEvent.ReplyRefused(String queue, String replyQueue) ->
          LOG.log(
              WARNING,
              "reply refused by its queue",
              Fields.of("queue", queue, "reply_queue", replyQueue));
      case BrokerEvent.HandlerFailed(String queue, Throwable cause) ->
          LOG.log(ERROR, "handler failed, queue=" + queue, cause);
      case BrokerEvent.Notice(String message) -> LOG.log(WARNING, message);
      case BrokerEvent.RequestServed served -> served.trace().ifPresent(t -> traced(served, t));
      case BrokerEvent.CallEnded _ -> {}
    }
  }

  /** A request whose caller follows it; one in a trace that nobody samples, only for debugging. */
  private static void traced(BrokerEvent.RequestServed served, MessageTrace trace) {
    LOG.log(
        trace.sampled() ? INFO : DEBUG,
        "request served",
        Fields.of(
            "queue", served.queue(),
            "outcome", served.failure().map(RpcCode::text).orElse("replied"),
            "duration_us", served.took().toNanos() / 1000,
            "trace_id", trace.traceId(),
            "parent_id", trace.parentId()));
  }
}
