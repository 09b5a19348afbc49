package pagoda.lint;

/**
 * One place where a rule is broken.
 *
 * @param subject what the list of exceptions would name: a file, a method, a package
 * @param text what is wrong there, with the number seen and the number allowed
 */
public record Finding(String subject, String text) {}
