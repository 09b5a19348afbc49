/**
 * What systemd wants to hear of a service that it started: ready, alive, reloading, draining. It
 * costs a start nothing where nobody listens, and a service that cannot tell goes on all the same.
 */
package pagoda.app.systemd;
