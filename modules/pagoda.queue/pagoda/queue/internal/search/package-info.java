/** Finding jobs: filters as people write them, and the steps of a search. */
package pagoda.queue.internal.search;
