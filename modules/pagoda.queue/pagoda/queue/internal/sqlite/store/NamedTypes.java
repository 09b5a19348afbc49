package pagoda.queue.internal.sqlite.store;

import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import pagoda.queue.internal.sqlite.JobStatements;
import pagoda.queue.internal.sqlite.Lane;
import pagoda.queue.store.Command;
import pagoda.queue.store.ServedType;

/** Makes types exist that workers name. */
final class NamedTypes {
  private NamedTypes() {}

  /** All of them or none; the number of each. */
  static Optional<Map<String, Integer>> name(Batch batch, Command.Name command)
      throws SQLException {
    JobStatements sql = batch.sql();
    List<String> missing = command.types();
    if (sql.typesOfSource.set(ServedType.WORKERS).number() + missing.size() > command.most()) {
      return Optional.empty();
    }
    Map<String, Integer> ids = new HashMap<>();
    for (String name : missing) {
      sql.nameType.set(name).set(Lane.PARKED.code()).set(ServedType.WORKERS).update();
      int id = (int) sql.typeNumber.set(name).number();
      batch.named(name, id);
      ids.put(name, id);
    }
    return Optional.of(ids);
  }
}
