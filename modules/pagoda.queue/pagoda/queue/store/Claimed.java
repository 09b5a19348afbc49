package pagoda.queue.store;

import java.util.Optional;
import pagoda.queue.Bytes;

/**
 * A job that was claimed, and is to begin. Immutable.
 *
 * @param row the job, in state processing
 * @param payload its payload
 * @param checkpoint where to go on from
 * @param since since when it had been ready, in milliseconds since 1970
 * @param offer the claim from elsewhere that gets it; empty when it runs here
 */
public record Claimed(
    JobRow row,
    Bytes payload,
    Optional<Bytes> checkpoint,
    long since,
    Optional<Offers.Offer> offer) {}
