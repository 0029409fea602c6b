package org.equipoise.audit.ledger.sql;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.sql.DataSource;
import org.equipoise.audit.ledger.LedgerPosition;
import org.equipoise.audit.ledger.LedgerStore;
import org.equipoise.audit.ledger.transparency.TreeHead;
import org.jspecify.annotations.Nullable;

/**
 * Stores a ledger in PostgreSQL, in the tables of {@code ledger.sql} beside this class, one ledger
 * per schema. A writer holds one connection of the data source while it is open. Thread-safe.
 */
public final class PostgresStore implements LedgerStore {
  /** The number of entries that are fetched at once. */
  private static final int FETCHED = 1_000;

  /** The number of entries between two places at which reading can start. */
  private static final int STRIDE = 10_000;

  private final DataSource source;
  private final String name;

  /**
   * The end of a batch whose commit failed, which may have succeeded although its result was lost.
   */
  private volatile @Nullable LedgerPosition doubtful;

  /**
   * Creates a store.
   *
   * @param source the data source; the caller sets it up and closes it
   * @param name the name of the ledger in messages
   */
  public PostgresStore(DataSource source, String name) {
    this.source = source;
    this.name = name;
  }

  @Override
  public String name() {
    return name;
  }

  /** A query. */
  interface Question<T> {
    T ask(Connection connection) throws SQLException, IOException;
  }

  private <T> T ask(Question<T> question) throws IOException {
    try (Connection connection = source.getConnection()) {
      return question.ask(connection);
    } catch (SQLException e) {
      throw new IOException(e);
    }
  }

  @Nullable LedgerPosition doubtful() {
    return doubtful;
  }

  void doubt(LedgerPosition after) {
    doubtful = after;
  }

  @Override
  public boolean exists() throws IOException {
    return ask(PostgresStore::hasTables);
  }

  static boolean hasTables(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery("select to_regclass('equipoise_ledger') is not null")) {
      return row.next() && row.getBoolean(1);
    }
  }

  @Override
  public Lines lines(long from) throws IOException {
    Connection connection = null;
    try {
      connection = source.getConnection();
      return new Rows(connection, from);
    } catch (SQLException e) {
      close(connection);
      throw new IOException(e);
    }
  }

  private static void close(@Nullable Connection connection) throws IOException {
    try {
      if (connection != null) {
        connection.close();
      }
    } catch (SQLException e) {
      throw new IOException(e);
    }
  }

  /** Entries in order, fetched in groups. */
  private static final class Rows implements Lines {
    private final Connection connection;
    private final PreparedStatement select;
    private long last;
    private List<byte[]> fetched = List.of();
    private List<Long> numbers = List.of();
    private int next;

    Rows(Connection connection, long from) throws SQLException {
      this.connection = connection;
      this.last = from - 1;
      this.select =
          connection.prepareStatement(
              "select sequence, entry from equipoise_entry where sequence > ?"
                  + " order by sequence limit "
                  + FETCHED);
    }

    @Override
    public byte @Nullable [] next() throws IOException {
      if (next == fetched.size()) {
        fetch();
      }
      return next == fetched.size() ? null : fetched.get(next++);
    }

    private void fetch() throws IOException {
      next = 0;
      fetched = new ArrayList<>(FETCHED);
      numbers = new ArrayList<>(FETCHED);
      try {
        select.setLong(1, last);
        try (ResultSet rows = select.executeQuery()) {
          while (rows.next()) {
            numbers.add(rows.getLong(1));
            last = rows.getLong(1);
            fetched.add(rows.getBytes(2));
          }
        }
      } catch (SQLException e) {
        throw new IOException(e);
      }
    }

    @Override
    public long sequence() {
      return numbers.get(next - 1);
    }

    @Override
    public long rest() {
      return 0;
    }

    @Override
    public void close() throws IOException {
      try (connection;
          select) {
        fetched = List.of();
      } catch (SQLException e) {
        throw new IOException(e);
      }
    }
  }

  @Override
  public List<Long> starts() throws IOException {
    return ask(
        connection -> {
          List<Long> starts = new ArrayList<>();
          try (PreparedStatement select =
              connection.prepareStatement(
                  "select min(sequence) from equipoise_entry where sequence >= ?")) {
            // from entry to entry, since numbers that were altered may leave gaps of any size
            long from = 0;
            while (from >= 0) {
              from = nextStart(select, from, starts);
            }
          }
          return starts;
        });
  }

  /** Adds the next start from a number on; returns where to look on, or -1 at the end. */
  private static long nextStart(PreparedStatement select, long from, List<Long> starts)
      throws SQLException {
    select.setLong(1, from);
    try (ResultSet row = select.executeQuery()) {
      row.next();
      long first = row.getLong(1);
      if (row.wasNull()) {
        return -1;
      }
      long start = first - first % STRIDE;
      starts.add(start);
      return start > Long.MAX_VALUE - STRIDE ? -1 : start + STRIDE;
    }
  }

  @Override
  public Optional<String> position(long start) {
    return Optional.empty();
  }

  @Override
  public Set<String> constitutions() throws IOException {
    return new TreeSet<>(texts("select distinct digest from equipoise_constitution"));
  }

  private List<String> texts(String select) throws IOException {
    return ask(
        connection -> {
          List<String> texts = new ArrayList<>();
          try (Statement statement = connection.createStatement();
              ResultSet rows = statement.executeQuery(select)) {
            while (rows.next()) {
              if (rows.getString(1) != null) {
                texts.add(rows.getString(1));
              }
            }
          }
          return texts;
        });
  }

  @Override
  public SortedMap<String, String> constitution(String digest) throws IOException {
    return ask(
        connection -> {
          SortedMap<String, String> files = new TreeMap<>();
          try (PreparedStatement select =
              connection.prepareStatement(
                  "select path, content from equipoise_constitution where digest = ?")) {
            select.setString(1, digest);
            try (ResultSet rows = select.executeQuery()) {
              while (rows.next()) {
                files.put(rows.getString(1), new String(rows.getBytes(2), StandardCharsets.UTF_8));
              }
            }
          }
          return files;
        });
  }

  @Override
  public List<String> checkpoints() throws IOException {
    return texts("select note from equipoise_checkpoint order by size");
  }

  @Override
  public Optional<String> key() throws IOException {
    return texts("select verifier_key from equipoise_ledger").stream().findFirst();
  }

  @Override
  public Optional<TreeHead> acknowledged() throws IOException {
    Optional<String> position = texts("select position from equipoise_ledger").stream().findFirst();
    try {
      return position.map(it -> LedgerPosition.parse(it).head());
    } catch (IllegalArgumentException e) {
      throw new IOException("the ledger's row holds no position: " + e.getMessage(), e);
    }
  }

  @Override
  public Optional<byte[]> salt(long sequence) throws IOException {
    return ask(
        connection -> {
          try (PreparedStatement select =
              connection.prepareStatement("select salt from equipoise_salt where sequence = ?")) {
            select.setLong(1, sequence);
            try (ResultSet row = select.executeQuery()) {
              return row.next() ? Optional.of(row.getBytes(1)) : Optional.empty();
            }
          }
        });
  }

  /**
   * {@inheritDoc}
   *
   * <p>Deletes the row. The host must take care of vacuuming and archived logs.
   */
  @Override
  public void eraseSalt(long sequence) throws IOException {
    ask(
        connection -> {
          try (PreparedStatement delete =
              connection.prepareStatement("delete from equipoise_salt where sequence = ?")) {
            delete.setLong(1, sequence);
            return delete.executeUpdate();
          }
        });
  }

  @Override
  public List<String> strays() throws IOException {
    return texts("select sequence from equipoise_entry where sequence < 0 order by sequence")
        .stream()
        .map(it -> "the row numbered " + it + " is no entry: entries are numbered from 0")
        .toList();
  }

  @Override
  public Appender open(@Nullable LedgerPosition acknowledged) throws IOException {
    Connection connection = null;
    try {
      connection = source.getConnection();
      return PostgresAppender.open(this, connection, acknowledged);
    } catch (SQLException e) {
      close(connection);
      throw new IOException(e);
    } catch (IOException | RuntimeException e) {
      close(connection);
      throw e;
    }
  }
}
