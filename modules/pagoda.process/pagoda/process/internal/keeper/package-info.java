/** The keeper: the small shell script that starts a program and outlives nobody. */
package pagoda.process.internal.keeper;
