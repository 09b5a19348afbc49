package pagoda.queue.internal.sqlite;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** A prepared statement whose parameters are set one after the other. Confined to one thread. */
public final class Sql implements AutoCloseable {
  private final PreparedStatement statement;
  private int next = 1;

  public Sql(Connection connection, String text) throws SQLException {
    statement = connection.prepareStatement(text);
  }

  public Sql set(long value) throws SQLException {
    statement.setLong(next++, value);
    return this;
  }

  public Sql set(double value) throws SQLException {
    statement.setDouble(next++, value);
    return this;
  }

  public Sql set(String value) throws SQLException {
    statement.setString(next++, value);
    return this;
  }

  /** Binds a time; 0 stands for none, and binds NULL. */
  public Sql setTime(long millis) throws SQLException {
    if (millis == 0) {
      statement.setNull(next++, Types.INTEGER);
    } else {
      statement.setLong(next++, millis);
    }
    return this;
  }

  /** Binds a text; nothing binds NULL. */
  public Sql set(Optional<String> value) throws SQLException {
    statement.setString(next++, value.orElse(null));
    return this;
  }

  /** Binds a number; nothing binds NULL. */
  public Sql set(OptionalLong value) throws SQLException {
    if (value.isPresent()) {
      return set(value.getAsLong());
    }
    statement.setNull(next++, Types.INTEGER);
    return this;
  }

  /** Binds a number; nothing binds NULL. */
  public Sql set(OptionalInt value) throws SQLException {
    return set(value.isPresent() ? OptionalLong.of(value.getAsInt()) : OptionalLong.empty());
  }

  /** Binds bytes; null binds NULL. */
  public Sql set(byte[] value) throws SQLException {
    if (value == null) {
      statement.setNull(next++, Types.BLOB);
    } else {
      statement.setBytes(next++, value);
    }
    return this;
  }

  /** Runs a change and returns the number of rows it changed. */
  public int update() throws SQLException {
    next = 1;
    return statement.executeUpdate();
  }

  /** Runs a query. The caller closes the result before the transaction ends, or COMMIT fails. */
  public ResultSet query() throws SQLException {
    next = 1;
    return statement.executeQuery();
  }

  /** Runs a query that yields one number. */
  public long number() throws SQLException {
    try (ResultSet rows = query()) {
      return rows.next() ? rows.getLong(1) : 0;
    }
  }

  @Override
  public void close() throws SQLException {
    statement.close();
  }
}
