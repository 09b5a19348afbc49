/** Paths as lists of towers that move, and the splits and the recursion of Frame and Stewart. */
package pagoda.hanoi.internal.path;
