/**
 * The solver over HTTP: whole answers, ranges of them, positions and shortest paths.
 *
 * <p>What solves is in {@code pagoda.app.solver}; what goes wrong is told by {@code
 * pagoda.app.api.Errors}.
 */
package pagoda.app.api.hanoi;
