/** The kills: a process to kill, and what looks for the remains. */
package pagoda.process.crash;
