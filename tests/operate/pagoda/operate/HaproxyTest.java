package pagoda.operate;

import java.nio.file.Path;

/** HAProxy, as {@code config/proxy} has it. */
class HaproxyTest extends ProxyContract {
  @Override
  Proxy start(Path place, int port) throws Exception {
    return Proxy.haproxy(place, port);
  }
}
