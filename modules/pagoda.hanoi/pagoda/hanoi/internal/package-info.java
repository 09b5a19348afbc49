/** What the solver and its pool are made of. Not exported; nothing here is for callers. */
package pagoda.hanoi.internal;
