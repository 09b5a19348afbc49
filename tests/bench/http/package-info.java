/** What pagoda.http costs beside the JDK's server used bare, and beside a bare socket. */
package bench.http;
