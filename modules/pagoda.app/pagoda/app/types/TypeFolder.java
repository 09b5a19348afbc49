package pagoda.app.types;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import pagoda.app.settings.SystemReason;
import pagoda.process.ProgramCommand;

/** Reads the type files of a folder, each alone: a broken one leaves only its own type out. */
public final class TypeFolder {
  /** What the name of a type's file ends in. */
  static final String ENDING = ".properties";

  /** More is no folder of types but somebody's mistake. */
  static final int MOST_FILES = 1000;

  private static final int MOST_BYTES = 64 << 10;
  private static final Pattern TYPE = Pattern.compile("[a-z0-9._-]{1,64}");

  private final Path folder;
  private final List<TypeFile> types = new ArrayList<>();
  private final List<TypeFault> faults = new ArrayList<>();

  private TypeFolder(Path folder) {
    this.folder = folder;
  }

  /** Reads every file {@code NAME.properties} of a folder. */
  public static TypeFiles read(Path folder) {
    TypeFolder reader = new TypeFolder(folder);
    try {
      reader.all(files(folder));
    } catch (IOException e) {
      reader.faults.add(new TypeFault(folder, 0, "cannot be read: " + SystemReason.of(e)));
    }
    return new TypeFiles(reader.types, reader.faults);
  }

  /** The files that say of a type, in order; hidden ones are an editor's. */
  static List<Path> files(Path folder) throws IOException {
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, "*" + ENDING)) {
      for (Path file : found) {
        if (!file.getFileName().toString().startsWith(".")) {
          files.add(file);
        }
      }
    } catch (java.nio.file.DirectoryIteratorException e) {
      throw e.getCause();
    }
    files.sort(null);
    return files;
  }

  private void all(List<Path> files) {
    if (files.isEmpty()) {
      return;
    }
    Optional<String> open = ProgramCommand.trustProblem(folder);
    if (open.isPresent()) { // whoever can add a file can run a program
      faults.add(new TypeFault(folder, 0, open.get()));
      return;
    }
    if (files.size() > MOST_FILES) {
      faults.add(
          new TypeFault(
              folder, 0, "allowed are %d type files, seen %d".formatted(MOST_FILES, files.size())));
      return;
    }
    files.forEach(this::one);
  }

  private void one(Path file) {
    String name = file.getFileName().toString();
    String type = name.substring(0, name.length() - ENDING.length());
    if (!TYPE.matcher(type).matches()) {
      fault(file, "allowed is a name of 1 to 64 of a-z 0-9 . _ - before " + ENDING);
      return;
    }
    Optional<String> distrust = distrust(file);
    if (distrust.isPresent()) {
      fault(file, distrust.get());
      return;
    }
    try {
      TypeFileParser.parse(type, file, Files.readAllLines(file), faults).ifPresent(types::add);
    } catch (IOException e) {
      fault(file, "cannot be read: " + SystemReason.of(e));
    }
  }

  /** Why it is not even read; only files are, since a pipe would never end. */
  private static Optional<String> distrust(Path file) {
    if (!Files.isRegularFile(file)) {
      return Optional.of(Files.exists(file) ? "it is no file" : "it links to nothing");
    }
    if (file.toFile().length() > MOST_BYTES) {
      return Optional.of("allowed are 64 KiB, seen " + file.toFile().length() + " bytes");
    }
    return ProgramCommand.trustProblem(file);
  }

  private void fault(Path file, String reason) {
    faults.add(new TypeFault(file, 0, reason));
  }
}
