/** Black-box tests of {@code build/image}. They use nothing of Pagoda but its program. */
package pagoda.system;
