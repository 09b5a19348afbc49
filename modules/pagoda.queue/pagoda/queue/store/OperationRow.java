package pagoda.queue.store;

import pagoda.queue.operation.Operation;

/**
 * An operation as it is kept. Immutable.
 *
 * @param shown what callers see
 * @param next jobs below this row are still to be looked at
 */
public record OperationRow(Operation shown, long next) {}
