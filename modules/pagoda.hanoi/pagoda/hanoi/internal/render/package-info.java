/** Encoded moves: the blocks that answers are copied from, and what may follow what in them. */
package pagoda.hanoi.internal.render;
