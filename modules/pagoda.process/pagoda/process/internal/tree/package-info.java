/** The processes of an attempt: found, measured, and gone at its end. */
package pagoda.process.internal.tree;
