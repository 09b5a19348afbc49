/** {@code pagoda work}: runs the jobs of another service here, over its endpoints below /work. */
package pagoda.app.worker;
