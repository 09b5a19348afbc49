/** What programs say, as text that people can read: lines, logs, errors, JSON. */
package pagoda.process.internal.text;
