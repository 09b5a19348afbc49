/** Steps of a search, as statements on the file. */
package pagoda.queue.internal.sqlite.search;
