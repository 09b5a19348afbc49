/** What an attempt has on disk, read and deleted so that a program cannot lead it astray. */
package pagoda.process.internal.files;
