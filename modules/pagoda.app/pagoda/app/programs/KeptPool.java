package pagoda.app.programs;

import java.util.Map;
import pagoda.app.types.TypeFile;
import pagoda.process.ProgramPool;

/**
 * The kept processes of a type, as one state of its file wants them. It ends when a newer state has
 * come and nobody uses it any more. Guarded by whoever has it.
 */
final class KeptPool {
  private final TypeFile file;
  private final Map<String, String> environment;
  private final ProgramPool pool;
  private int users;
  private boolean old;

  KeptPool(TypeFile file, Map<String, String> environment, ProgramPool pool) {
    this.file = file;
    this.environment = environment;
    this.pool = pool;
  }

  String type() {
    return file.type();
  }

  boolean isFor(TypeFile wanted) {
    return file.equals(wanted);
  }

  boolean isFor(TypeFile wanted, Map<String, String> variables) {
    return file.equals(wanted) && environment.equals(variables);
  }

  ProgramPool pool() {
    return pool;
  }

  void use() {
    users++;
  }

  /** A user leaves; whether it is to be closed now. */
  boolean leave() {
    users--;
    return old && users == 0;
  }

  /** A newer one has come; whether this is to be closed now. */
  boolean replaced() {
    old = true;
    return users == 0;
  }
}
