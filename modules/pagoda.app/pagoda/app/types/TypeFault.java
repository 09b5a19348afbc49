package pagoda.app.types;

import java.nio.file.Path;

/**
 * What is wrong with a type's file.
 *
 * @param file the file
 * @param line the line, from 1; 0 for the file as a whole
 * @param reason what is allowed and what was seen, in one line
 */
public record TypeFault(Path file, int line, String reason) {
  @Override
  public String toString() {
    return (line == 0 ? file.toString() : file + ":" + line) + ": " + reason;
  }
}
