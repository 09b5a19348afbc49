/** The service's circuit breakers: made from settings, their transitions logged and remembered. */
package pagoda.app.breakers;
