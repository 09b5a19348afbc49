/** Processes that are kept and fed jobs line by line. */
package pagoda.process.internal.serve;
