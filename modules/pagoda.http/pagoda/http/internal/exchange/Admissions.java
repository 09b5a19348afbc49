package pagoda.http.internal.exchange;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import pagoda.http.Limits;
import pagoda.http.Route;
import pagoda.http.internal.limits.Admission;

/** Where each request finds its place: in flight with all others, or where its route says. */
final class Admissions {
  private static final int ESSENTIAL_AT_ONCE = 64;

  private final Admission inFlight;
  private final Admission essential = new Admission(ESSENTIAL_AT_ONCE, ESSENTIAL_AT_ONCE);
  private final Map<Route, Admission> own = new HashMap<>();

  Admissions(Limits limits, List<Route> routes) {
    inFlight = new Admission(limits.inFlight(), limits.inFlightPerClient());
    for (Route route : routes) {
      route
          .places()
          .ifPresent(places -> own.put(route, new Admission(places.inAll(), places.ofOneClient())));
    }
  }

  /** That of a route; empty when there is none for the request. */
  Admission of(Optional<Route> route) {
    if (route.filter(Route::isAlwaysAnswered).isPresent()) {
      return essential;
    }
    return route.map(own::get).orElse(inFlight);
  }

  /** How many are in flight, without those that have places of their own. */
  int inFlight() {
    return inFlight.inside();
  }

  /** Waits until every request is answered; false if that takes longer than {@code nanos}. */
  boolean awaitEmpty(long nanos) throws InterruptedException {
    long end = System.nanoTime() + nanos;
    boolean empty = inFlight.awaitEmpty(nanos);
    for (Admission places : own.values()) {
      empty &= places.awaitEmpty(end - System.nanoTime());
    }
    return empty;
  }
}
