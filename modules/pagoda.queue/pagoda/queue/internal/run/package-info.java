/** The attempts under way: what their handlers see, what bounds them, how they begin and end. */
package pagoda.queue.internal.run;
