package pagoda.system;

import pagoda.http.attacks.HostileContract;
import pagoda.http.attacks.Victim;

/** The image under attack, with short limits of time. */
class HostileImageTest extends HostileContract {
  @Override
  protected Victim start() throws Exception {
    return ImageVictim.start(
        "http.receive-timeout=1s",
        "http.write-timeout=1s",
        "http.idle-timeout=3s",
        "http.access-log=false");
  }
}
