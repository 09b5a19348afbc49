/** The logs of attempts. */
package pagoda.queue.internal.logs;
