package bench.support;

/**
 * What one run reached.
 *
 * @param rate requests, calls or megabytes a second
 * @param detail further figures, in words
 */
public record Measured(double rate, String detail) {}
