/** The commands that talk to a running service over HTTP, and the client that they share. */
package pagoda.app.client;
