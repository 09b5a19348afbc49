package pagoda.app.settings;

/**
 * A text that a source gives for a key, not yet parsed.
 *
 * @param text the value as written
 * @param origin where it stands
 */
record Entry(String text, Origin origin) {}
