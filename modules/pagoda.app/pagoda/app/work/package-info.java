/**
 * The work protocol over HTTP: processes anywhere claim jobs, say how they fare, and end them;
 * {@link pagoda.app.work.WorkApi} is where to begin.
 */
package pagoda.app.work;
