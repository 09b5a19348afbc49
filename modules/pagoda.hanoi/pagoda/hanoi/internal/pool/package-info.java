/** The threads of the solver pool, what they work on in turns, and the memory of its chunks. */
package pagoda.hanoi.internal.pool;
