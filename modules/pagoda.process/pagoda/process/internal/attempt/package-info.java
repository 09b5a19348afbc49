/** One attempt of a program: its start, what it says meanwhile, and what its end means. */
package pagoda.process.internal.attempt;
