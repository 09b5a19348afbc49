package pagoda.app.worker;

import java.util.UUID;

/**
 * What the service shows of a worker.
 *
 * @param id a number of this process alone, since a name may stand for several
 * @param name how people call it
 * @param host the machine
 * @param version the build
 * @param slots how many jobs it runs at once
 */
public record WorkerIdentity(UUID id, String name, String host, String version, int slots) {}
