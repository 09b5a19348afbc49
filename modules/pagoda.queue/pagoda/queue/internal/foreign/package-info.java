/** Code that is not the queue's own: handlers, listeners, and what they throw. */
package pagoda.queue.internal.foreign;
