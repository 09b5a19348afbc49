package pagoda.queue.store;

import java.util.List;

/**
 * What a writer wants of one transaction. Immutable while it is carried out.
 *
 * @param commands the changes, in order
 * @param places how many attempts of each pool may begin
 * @param nanos the monotonic time
 * @param upkeep whether what is due by time is to be done too: schedules, claims, retention
 */
public record Round(List<Command<?>> commands, Places places, long nanos, boolean upkeep) {}
