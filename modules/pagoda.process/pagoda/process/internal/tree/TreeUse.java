package pagoda.process.internal.tree;

/**
 * What a tree uses at a moment.
 *
 * @param memoryBytes resident memory; 0 if the kernel holds the limit, so that nobody needs to look
 * @param processes how many processes, without the keeper's own; 0 likewise
 */
public record TreeUse(long memoryBytes, int processes) {
  /** Of a tree that the kernel holds to its limits. */
  static final TreeUse HELD = new TreeUse(0, 0);
}
