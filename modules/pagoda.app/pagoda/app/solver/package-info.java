/**
 * Where the bytes of an answer come from: the solver pool of this process, or engines behind a
 * broker. Endpoints and job handlers ask an {@link pagoda.app.solver.AnswerSource} and do not know
 * which it is.
 */
package pagoda.app.solver;
