/** The runs of a benchmark by two trees in turn, row by row: paired ratios and their interval. */
package bench.compare;
