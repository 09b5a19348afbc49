/** jcstress: the breaker's lock-free and once-only parts under every interleaving it can find. */
package stress.breaker;
