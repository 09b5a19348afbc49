/** The program: its command line, its life cycle, and the wiring of the libraries. */
package pagoda.app;
