package pagoda.app;

import pagoda.app.settings.Settings;

/** The service that {@code pagoda serve} runs. */
final class Service {
  Service(Settings settings) {}

  void run() {}
}
