/**
 * The solver: moves and positions in closed form, exact encodings, shortest paths, verification,
 * and {@link pagoda.hanoi.SolverPool}, which runs work in slices by priority.
 *
 * <p>Pegs are numbered from 0. Discs are numbered from 0, the smallest, and moves from 1. The
 * standard task moves all discs from peg 0 to peg 2.
 *
 * <p>It is not an HTTP or messaging layer and keeps nothing on disk: a caller pulls bytes or waits
 * for a result, and what it does with them is its own affair.
 */
package pagoda.hanoi;
