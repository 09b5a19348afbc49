/** The command line: its words, and the commands that are not services. */
package pagoda.app.cli;
