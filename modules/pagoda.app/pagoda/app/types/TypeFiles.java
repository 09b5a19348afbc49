package pagoda.app.types;

import java.util.List;
import java.util.Optional;

/**
 * What a folder says of job types.
 *
 * @param types those that can be used, in the order of their names
 * @param faults what is wrong with the others, one a fault
 */
public record TypeFiles(List<TypeFile> types, List<TypeFault> faults) {
  /** Of no folder. */
  public static final TypeFiles NONE = new TypeFiles(List.of(), List.of());

  /** Copies the lists. */
  public TypeFiles {
    types = List.copyOf(types);
    faults = List.copyOf(faults);
  }

  /** {@return the file of a type} */
  public Optional<TypeFile> find(String type) {
    return types.stream().filter(file -> file.type().equals(type)).findFirst();
  }
}
