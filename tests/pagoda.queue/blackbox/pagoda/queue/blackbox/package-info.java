/** Tests of the queue from outside; a name that begins with tNN covers trap NN of the test plan. */
package pagoda.queue.blackbox;
