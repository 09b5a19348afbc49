/**
 * Settings: every key with its kind and default, the sources they come from, and one sealed,
 * validated result. It knows no library of Pagoda; what a key means is decided where it is used.
 */
package pagoda.app.settings;
