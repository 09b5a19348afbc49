/** The image as a process: how soon it answers, how large it is, how fast it serves a download. */
package bench.start;
