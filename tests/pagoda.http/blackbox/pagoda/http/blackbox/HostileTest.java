package pagoda.http.blackbox;

import java.io.IOException;
import pagoda.http.attacks.HostileContract;
import pagoda.http.attacks.Victim;

/** A server of the library in a process of its own. */
class HostileTest extends HostileContract {
  @Override
  protected Victim start() throws IOException {
    return ServerProcess.with("receive=1500", "idle=3000", "write=1000", "connections=4000");
  }
}
