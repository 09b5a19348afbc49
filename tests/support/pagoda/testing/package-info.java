/**
 * What every suite needs: awaited conditions, printed seeds, module contracts, runnable module
 * examples, child processes that are always stopped. Nothing here knows a module of Pagoda.
 */
package pagoda.testing;
