/**
 * The log: one line an event on standard error, as text or JSON, written by one thread. It formats
 * and writes what {@link System.Logger} is given; it decides nothing about what is worth a line.
 */
package pagoda.app.log;
