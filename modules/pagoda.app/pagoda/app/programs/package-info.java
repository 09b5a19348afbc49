/** Jobs that are run by programs: what joins the queue's attempts to processes. */
package pagoda.app.programs;
