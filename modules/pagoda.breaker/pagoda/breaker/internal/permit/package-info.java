/** What permits have in common. */
package pagoda.breaker.internal.permit;
