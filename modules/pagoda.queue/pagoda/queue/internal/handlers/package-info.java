/** Handlers from a folder of jars. */
package pagoda.queue.internal.handlers;
