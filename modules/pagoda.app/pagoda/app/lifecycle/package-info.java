/** How a long-running command starts, drains on a signal, and ends. */
package pagoda.app.lifecycle;
