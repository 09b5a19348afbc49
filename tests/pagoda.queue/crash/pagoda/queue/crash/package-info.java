/**
 * The crash loop (trap 1 of the test plan). {@code ./build.sh test crash --times N} sets how often
 * the child process is killed.
 */
package pagoda.queue.crash;
