package pagoda.operate;

import java.nio.file.Path;

/** Caddy, as {@code config/proxy} has it. */
class CaddyTest extends ProxyContract {
  @Override
  Proxy start(Path place, int port) throws Exception {
    return Proxy.caddy(place, port);
  }
}
