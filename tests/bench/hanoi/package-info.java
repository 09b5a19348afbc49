/**
 * Benchmarks of the solver: rendering beside a plain copy of memory, a recursion into a buffer and
 * the original's way.
 */
package bench.hanoi;
