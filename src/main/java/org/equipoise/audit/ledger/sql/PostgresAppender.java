package org.equipoise.audit.ledger.sql;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import org.equipoise.audit.ledger.DamagedLedgerException;
import org.equipoise.audit.ledger.EntryBatch;
import org.equipoise.audit.ledger.LedgerInUseException;
import org.equipoise.audit.ledger.LedgerPosition;
import org.equipoise.audit.ledger.LedgerStore;
import org.jspecify.annotations.Nullable;

/**
 * Appends to a ledger in PostgreSQL. Each batch and its end position are written in one
 * transaction. Not thread-safe.
 */
final class PostgresAppender implements LedgerStore.Appender {
  /** The advisory lock of the writer, in the number space of the schema. */
  private static final String LOCK = "hashtext('equipoise_ledger'), hashtext(current_schema())";

  private final PostgresStore store;
  private final Connection connection;
  private LedgerPosition position;

  private PostgresAppender(PostgresStore store, Connection connection, LedgerPosition position) {
    this.store = store;
    this.connection = connection;
    this.position = position;
  }

  static PostgresAppender open(
      PostgresStore store, Connection connection, @Nullable LedgerPosition acknowledged)
      throws SQLException, IOException {
    connection.setAutoCommit(true);
    if (!PostgresStore.hasTables(connection)) {
      if (acknowledged != null) {
        throw new IOException("the ledger's tables have vanished");
      }
      execute(connection, schema());
    }
    if (!truth(connection, "select pg_try_advisory_lock(" + LOCK + ")")) {
      throw new LedgerInUseException(store.name());
    }
    if (truth(connection, "select current_setting('synchronous_commit') in ('off', 'local')")) {
      execute(connection, "set synchronous_commit = on");
    }
    connection.setAutoCommit(false);
    LedgerPosition found = position(connection);
    if (acknowledged != null && !acknowledged.equals(found)) {
      if (!found.equals(store.doubtful())) {
        throw new IOException("somebody else has written the ledger");
      }
      cut(connection, acknowledged);
      return new PostgresAppender(store, connection, acknowledged);
    }
    return new PostgresAppender(store, connection, found);
  }

  /** Removes a batch that was committed although its writer got an error. */
  private static void cut(Connection connection, LedgerPosition acknowledged) throws SQLException {
    long size = acknowledged.size();
    execute(connection, "delete from equipoise_entry where sequence >= " + size);
    execute(connection, "delete from equipoise_salt where sequence >= " + size);
    try (PreparedStatement update =
        connection.prepareStatement("update equipoise_ledger set position = ?")) {
      update.setString(1, acknowledged.toString());
      update.executeUpdate();
    }
    connection.commit();
  }

  private static String schema() throws IOException {
    try (InputStream in = PostgresAppender.class.getResourceAsStream("ledger.sql")) {
      return new String(
          Objects.requireNonNull(in, "ledger.sql").readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static boolean truth(Connection connection, String select) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(select)) {
      return row.next() && row.getBoolean(1);
    }
  }

  private static LedgerPosition position(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "select position, (select coalesce(max(sequence), -1) + 1 from equipoise_entry)"
                    + " from equipoise_ledger")) {
      if (!row.next()) {
        throw new DamagedLedgerException(0, "the row that says where the ledger ends is missing");
      }
      LedgerPosition position = LedgerPosition.parse(row.getString(1));
      if (row.getLong(2) != position.size()) {
        throw new DamagedLedgerException(
            Math.min(row.getLong(2), position.size()),
            "the ledger has "
                + row.getLong(2)
                + " entries, but "
                + position.size()
                + " were acknowledged");
      }
      return position;
    } catch (IllegalArgumentException e) {
      throw new DamagedLedgerException(
          0, "the row that says where the ledger ends was altered: " + e.getMessage());
    }
  }

  @Override
  public LedgerPosition position() {
    return position;
  }

  @Override
  public long cut() {
    return 0;
  }

  /** Statements that run in one transaction. */
  private interface Work {
    void run() throws SQLException, IOException;
  }

  private void transact(Work work) throws IOException {
    try {
      work.run();
      connection.commit();
    } catch (SQLException e) {
      throw new IOException(e);
    }
  }

  @Override
  public void append(EntryBatch batch) throws IOException {
    store.doubt(batch.after());
    transact(
        () -> {
          insert("insert into equipoise_salt (sequence, salt) values (?, ?)", batch.salts());
          try (PreparedStatement insert =
              connection.prepareStatement(
                  "insert into equipoise_entry (sequence, entry) values (?, ?)")) {
            long sequence = batch.before().size();
            for (byte[] entry : batch.entries()) {
              insert.setLong(1, sequence++);
              insert.setBytes(2, entry);
              insert.addBatch();
            }
            insert.executeBatch();
          }
          moveOn(batch);
        });
    position = batch.after();
  }

  private void insert(String sql, Map<Long, byte[]> rows) throws SQLException {
    if (rows.isEmpty()) {
      return;
    }
    try (PreparedStatement insert = connection.prepareStatement(sql)) {
      for (Map.Entry<Long, byte[]> each : rows.entrySet()) {
        insert.setLong(1, each.getKey());
        insert.setBytes(2, each.getValue());
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  private void moveOn(EntryBatch batch) throws SQLException, IOException {
    try (PreparedStatement update =
        connection.prepareStatement(
            "update equipoise_ledger set position = ? where position = ?")) {
      update.setString(1, batch.after().toString());
      update.setString(2, batch.before().toString());
      if (update.executeUpdate() != 1) {
        throw new IOException("somebody else has written the ledger");
      }
    }
  }

  @Override
  public void keepConstitution(String digest, SortedMap<String, String> files) throws IOException {
    transact(
        () -> {
          try (PreparedStatement insert =
              connection.prepareStatement(
                  "insert into equipoise_constitution (digest, path, content) values (?, ?, ?)"
                      + " on conflict do nothing")) {
            for (Map.Entry<String, String> file : files.entrySet()) {
              insert.setString(1, digest);
              insert.setString(2, file.getKey());
              insert.setBytes(3, file.getValue().getBytes(StandardCharsets.UTF_8));
              insert.addBatch();
            }
            insert.executeBatch();
          }
        });
  }

  @Override
  public void keepCheckpoint(long size, String note) throws IOException {
    transact(
        () -> {
          try (PreparedStatement insert =
              connection.prepareStatement(
                  "insert into equipoise_checkpoint (size, note) values (?, ?)"
                      + " on conflict (size) do update set note = excluded.note")) {
            insert.setLong(1, size);
            insert.setString(2, note);
            insert.executeUpdate();
          }
        });
  }

  @Override
  public void keepKey(String key) throws IOException {
    transact(
        () -> {
          try (PreparedStatement update =
              connection.prepareStatement("update equipoise_ledger set verifier_key = ?")) {
            update.setString(1, key);
            update.executeUpdate();
          }
        });
  }

  @Override
  public void close() throws IOException {
    try (connection) {
      if (!connection.isClosed()) {
        connection.rollback();
        connection.setAutoCommit(true);
        execute(connection, "select pg_advisory_unlock(" + LOCK + ")"); // it may go to a pool
      }
    } catch (SQLException e) {
      throw new IOException(e);
    }
  }
}
