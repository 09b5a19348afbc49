/**
 * The job handlers that Pagoda ships, and the validation of jobs by another service. How jobs are
 * stored and scheduled is the queue's business.
 */
package pagoda.app.jobs;
