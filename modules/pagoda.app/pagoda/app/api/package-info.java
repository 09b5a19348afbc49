/**
 * The HTTP endpoints: what a request means, which library answers it, and the JSON that tells the
 * result. Records become JSON here and nowhere else.
 */
package pagoda.app.api;
