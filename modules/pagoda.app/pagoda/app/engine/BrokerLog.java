package pagoda.app.engine;

import static java.lang.System.Logger.Level.ERROR;
import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import pagoda.app.log.Fields;
import pagoda.broker.BrokerEvent;
import pagoda.broker.BrokerListener;
import pagoda.broker.LinkState;

/** A log line for what an operator wants to know of the broker; calls are for the metrics. */
public final class BrokerLog implements BrokerListener {
  private static final System.Logger LOG = System.getLogger("pagoda.broker");

  @Override
  public void on(BrokerEvent event) {
    switch (event) {
      case BrokerEvent.LinkChanged(LinkState from, LinkState to, long epoch, String reason) ->
          LOG.log(
              to == LinkState.UP || to == LinkState.CLOSED ? INFO : WARNING,
              "broker link",
              Fields.of("from", from, "to", to, "epoch", epoch, "reason", reason));
      case BrokerEvent.ConnectFailed(String address, String reason) ->
          LOG.log(WARNING, "broker not reached", Fields.of("address", address, "reason", reason));
      case BrokerEvent.DeadLettered(String queue, String dead, String reason) ->
          LOG.log(
              WARNING,
              "request put away",
              Fields.of("queue", queue, "dead_letter_queue", dead, "reason", reason));
      case BrokerEvent.HandlerFailed(String queue, Throwable cause) ->
          LOG.log(ERROR, "handler failed, queue=" + queue, cause);
      case BrokerEvent.Notice(String message) -> LOG.log(WARNING, message);
      case BrokerEvent.CallEnded _, BrokerEvent.RequestServed _ -> {}
    }
  }
}
