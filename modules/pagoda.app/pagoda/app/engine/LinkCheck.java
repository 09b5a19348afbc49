package pagoda.app.engine;

import pagoda.app.lifecycle.Readiness.Check;
import pagoda.broker.Broker;
import pagoda.broker.LinkSnapshot;
import pagoda.broker.LinkState;

/** Whether the link to the broker is up, as readiness wants to know it. */
public final class LinkCheck {
  private LinkCheck() {}

  /** The link now; blocked, it takes no messages, so that counts as away. */
  public static Check of(Broker broker) {
    LinkSnapshot link = broker.link();
    String detail = "link " + link.state().text();
    if (link.state() != LinkState.UP && !link.lastError().isEmpty()) {
      detail += ": " + link.lastError();
    }
    return new Check("broker", broker.ready(), detail);
  }
}
