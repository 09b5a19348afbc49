package pagoda.queue.store;

import java.util.List;

/**
 * What became of a step of an operation. Immutable.
 *
 * @param operation the operation after it; when it had ended before, nothing was changed
 * @param changed what became of the jobs that still matched
 */
public record Stepped(OperationRow operation, List<Changed> changed) {}
