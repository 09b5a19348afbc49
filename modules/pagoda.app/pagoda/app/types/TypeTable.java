package pagoda.app.types;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The job types of this process as their files say now. Thread-safe. */
public final class TypeTable {
  private final Map<String, Inability> unable = new ConcurrentHashMap<>();
  private volatile Map<String, TypeFile> files = Map.of();
  private volatile List<TypeFault> faults = List.of();

  /** A table of these files. */
  public TypeTable(TypeFiles files) {
    replace(files);
  }

  /**
   * Takes what the files say now. Every type may run again: whatever kept it from running may be
   * mended.
   */
  public void replace(TypeFiles newFiles) {
    files =
        newFiles.types().stream().collect(Collectors.toMap(TypeFile::type, Function.identity()));
    faults = newFiles.faults();
    unable.clear();
  }

  /** {@return what the file of a type says; empty if it has none} */
  public Optional<TypeFile> file(String type) {
    return Optional.ofNullable(files.get(type));
  }

  /** {@return all files by type, in order} */
  public Map<String, TypeFile> files() {
    return new TreeMap<>(files);
  }

  /** {@return what is wrong with the file of a type that is left out} */
  public Optional<TypeFault> fault(String type) {
    Path name = Path.of(type + TypeFolder.ENDING);
    return faults.stream().filter(fault -> name.equals(fault.file().getFileName())).findFirst();
  }

  /** {@return what is wrong with files that are left out} */
  public List<TypeFault> faults() {
    return faults;
  }

  /**
   * This process cannot run a type's jobs for a while: 30 seconds, doubled each time that it still
   * cannot, up to 5 minutes.
   *
   * @return how it is now
   */
  public Inability cannot(String type, String reason) {
    return unable.compute(type, (_, earlier) -> Inability.after(earlier, reason));
  }

  /** This process could run a job of the type. */
  public void can(String type) {
    unable.remove(type);
  }

  /** {@return why this process cannot run a type's jobs, as it last turned out} */
  public Optional<Inability> inability(String type) {
    return Optional.ofNullable(unable.get(type));
  }
}
