package pagoda.queue.internal.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pagoda.queue.TypeOptions;
import pagoda.queue.store.Pool;
import pagoda.queue.store.ServedType;

class TypeTableTest {
  private static final String LANES = "SELECT group_concat(lane) FROM ";

  @TempDir private Path folder;

  private static ServedType type(String name, Pool pool) {
    return new ServedType(name, pool, TypeOptions.defaults(), ServedType.HANDLER, false);
  }

  @Test
  void whatAFailedCommitLeftInTheFileIsPutBack() throws SQLException {
    Path file = folder.resolve("jobs.db");
    try (Connection connection = Database.writer(file)) {
      Schema.CURRENT.migrate(connection, file);
      List<ServedType> both = List.of(type("a", Pool.WAIT), type("b", Pool.COMPUTE));
      TypeTable before = TypeTable.load(connection, both);
      Database.execute(
          connection,
          "INSERT INTO job(id,type,lane,priority,state,place,attempt,max_attempts,claims,run_at,"
              + "created_at) SELECT id,id,lane,1,0,id,0,1,0,0,0 FROM type");
      var _ = TypeTable.load(connection, List.of(type("b", Pool.WAIT), type("c", Pool.WAIT)));
      assertEquals("2,0,0", Database.text(connection, LANES + "(SELECT * FROM type ORDER BY id)"));
      assertEquals("2,0", Database.text(connection, LANES + "(SELECT * FROM job ORDER BY id)"));
      before.putBack(connection);
      assertEquals("0,1,2", Database.text(connection, LANES + "(SELECT * FROM type ORDER BY id)"));
      assertEquals("0,1", Database.text(connection, LANES + "(SELECT * FROM job ORDER BY id)"));
    }
  }
}
