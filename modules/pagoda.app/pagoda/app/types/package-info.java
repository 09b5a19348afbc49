/** Job types as the files of {@code handlers.dir} describe them. */
package pagoda.app.types;
