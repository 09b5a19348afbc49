package pagoda.operate;

import java.nio.file.Path;

/** nginx, as {@code config/proxy} has it. */
class NginxTest extends ProxyContract {
  @Override
  Proxy start(Path place, int port) throws Exception {
    return Proxy.nginx(place, port);
  }
}
