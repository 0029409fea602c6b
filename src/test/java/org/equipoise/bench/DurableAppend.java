package org.equipoise.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.equipoise.audit.ledger.Ledger;
import org.equipoise.audit.ledger.LedgerEvent;
import org.equipoise.audit.ledger.LedgerOptions;
import org.equipoise.audit.ledger.LedgerRecorder;
import org.equipoise.constitution.Constitution;
import org.equipoise.decision.Decider;
import org.equipoise.facts.Attributes;
import org.equipoise.facts.Case;
import org.equipoise.facts.Output;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteOptions;

/**
 * Records a second that survive a crash of the machine: ours, and those of others that are given
 * the bytes of our entries as they are. All take turns, so that each meets the disk in every mood.
 *
 * <p>Arguments: a folder on the disk to be measured, seconds for each turn, rounds.
 */
public final class DurableAppend {
  private static final int IN_FLIGHT = 4_096;
  private static final OperatingSystemMXBean SYSTEM =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private final Path folder;
  private final long nanoseconds;
  private final Constitution constitution = Constitution.load(Path.of("rules/common-morality"));
  private final LedgerEvent.DecisionEvent[] events = new LedgerEvent.DecisionEvent[512];
  private final byte[] bytes;
  private int turn;
  private double cpuInFlight;

  private DurableAppend(Path folder, int seconds) throws IOException {
    this.folder = folder;
    this.nanoseconds = seconds * 1_000_000_000L;
    Decider decider = new Decider(constitution);
    for (int i = 0; i < events.length; i++) {
      Case given = given(i);
      events[i] =
          new LedgerEvent.DecisionEvent(Instant.now(), given, List.of(), decider.decide(given));
    }
    Path sample = fresh();
    try (LedgerRecorder recorder = LedgerRecorder.open(sample, LedgerOptions.DEFAULT)) {
      recorder.adopt(Instant.now(), constitution);
      recorder.appendAndWait(events[0]);
    }
    this.bytes =
        Ledger.in(sample).entry(1).json().getBytes(java.nio.charset.StandardCharsets.UTF_8);
    delete(sample);
  }

  private static Case given(int i) {
    return new Case(
        "C-" + i,
        "a customer asks whether the loan can be paid back later",
        Attributes.of(Map.of("customer", Map.of("id", i, "since", 2019))),
        List.of(
            new Output(
                "a",
                "Of course you can, there is no fee whatever you do.",
                "model-7",
                Attributes.of(Map.of("violates", Map.of("deceive", i % 2 == 0))),
                Attributes.none())),
        List.of(),
        Attributes.none());
  }

  /** Appends as long as it is let, on one thread; how many were acknowledged. */
  private interface Writer {
    void append(int i) throws Exception;
  }

  private interface Turn {
    double perSecond() throws Exception;
  }

  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments.length > 0 ? arguments[0] : "target/bench");
    int seconds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 3;
    int rounds = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 3;
    Files.createDirectories(folder);
    new DurableAppend(folder, seconds).run(rounds);
  }

  private void run(int rounds) throws Exception {
    Map<String, Turn> turns = new LinkedHashMap<>();
    turns.put("fdatasync for each record", this::fdatasync);
    turns.put("ledger, 1 blocking writer", () -> ledger(1));
    turns.put("ledger, 8 blocking writers", () -> ledger(8));
    turns.put("ledger, 1 writer, 4,096 in flight", this::ledgerInFlight);
    turns.put("SQLite, 1 writer", () -> sqlite(1));
    turns.put("SQLite, 8 writers", () -> sqlite(8));
    turns.put("RocksDB, 1 writer", () -> rocks(1));
    turns.put("RocksDB, 8 writers", () -> rocks(8));
    Map<String, double[]> rates = new LinkedHashMap<>();
    turns.keySet().forEach(it -> rates.put(it, new double[rounds]));
    for (int round = 0; round < rounds; round++) {
      for (Map.Entry<String, Turn> each : turns.entrySet()) {
        rates.get(each.getKey())[round] = each.getValue().perSecond();
      }
    }
    System.out.printf(
        "records of %d bytes, acknowledged a second (median of %d)%n", bytes.length, rounds);
    rates.forEach(
        (name, found) ->
            System.out.printf(
                Locale.ROOT,
                "%-36s %,10.0f   %s%n",
                name,
                median(found),
                Arrays.toString(Arrays.stream(found).mapToLong(Math::round).toArray())));
    System.out.printf(
        Locale.ROOT,
        "in flight a record takes %.1f µs of CPU in the last round: what a busy machine has no time for%n",
        cpuInFlight);
    double sync = median(rates.get("fdatasync for each record"));
    System.out.printf(
        Locale.ROOT,
        "in flight is %.0f × one fdatasync a record; 8 blocking writers are %.1f × SQLite, %.2f × RocksDB%n",
        median(rates.get("ledger, 1 writer, 4,096 in flight")) / sync,
        median(rates.get("ledger, 8 blocking writers")) / median(rates.get("SQLite, 8 writers")),
        median(rates.get("ledger, 8 blocking writers")) / median(rates.get("RocksDB, 8 writers")));
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  /** The rate of writers that each wait for their own acknowledgements. */
  private double rate(List<Writer> writers) throws Exception {
    AtomicLong done = new AtomicLong();
    List<Thread> threads = new ArrayList<>();
    long begin = System.nanoTime();
    for (Writer writer : writers) {
      Thread thread =
          new Thread(
              () -> {
                try {
                  for (int i = 0; System.nanoTime() - begin < nanoseconds; i++) {
                    writer.append(i);
                    done.incrementAndGet();
                  }
                } catch (Exception e) {
                  throw new IllegalStateException(e);
                }
              });
      threads.add(thread);
      thread.start();
    }
    for (Thread thread : threads) {
      thread.join();
    }
    return done.get() * 1e9 / (System.nanoTime() - begin);
  }

  private Path fresh() {
    return folder.resolve("turn" + turn++);
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private double fdatasync() throws Exception {
    Path file = fresh();
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      return rate(
          List.of(
              i -> {
                channel.write(ByteBuffer.wrap(bytes));
                channel.force(false);
              }));
    } finally {
      delete(file);
    }
  }

  private double ledger(int writers) throws Exception {
    Path path = fresh();
    try (LedgerRecorder recorder = LedgerRecorder.open(path, LedgerOptions.DEFAULT)) {
      recorder.adopt(Instant.now(), constitution);
      List<Writer> all = new ArrayList<>();
      for (int i = 0; i < writers; i++) {
        all.add(it -> recorder.appendAndWait(events[it % events.length]));
      }
      return rate(all);
    } finally {
      delete(path);
    }
  }

  private double ledgerInFlight() throws Exception {
    Path path = fresh();
    Semaphore inFlight = new Semaphore(IN_FLIGHT);
    try (LedgerRecorder recorder = LedgerRecorder.open(path, LedgerOptions.DEFAULT)) {
      recorder.adopt(Instant.now(), constitution);
      AtomicLong kept = new AtomicLong();
      long begin = System.nanoTime();
      long cpu = SYSTEM.getProcessCpuTime();
      for (int i = 0; System.nanoTime() - begin < nanoseconds; i++) {
        inFlight.acquire();
        recorder
            .append(events[i % events.length])
            .thenRun(
                () -> {
                  kept.incrementAndGet();
                  inFlight.release();
                });
      }
      inFlight.acquire(IN_FLIGHT);
      cpuInFlight = (SYSTEM.getProcessCpuTime() - cpu) / 1e3 / kept.get();
      return kept.get() * 1e9 / (System.nanoTime() - begin);
    } finally {
      delete(path);
    }
  }

  private double sqlite(int writers) throws Exception {
    Path path = fresh();
    Files.createDirectories(path);
    List<Connection> connections = new ArrayList<>();
    try {
      List<Writer> all = new ArrayList<>();
      for (int i = 0; i < writers; i++) {
        Connection connection = DriverManager.getConnection("jdbc:sqlite:" + path.resolve("db"));
        connections.add(connection);
        all.add(sqliteWriter(connection));
      }
      return rate(all);
    } finally {
      for (Connection connection : connections) {
        connection.close();
      }
      delete(path);
    }
  }

  private Writer sqliteWriter(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("pragma busy_timeout = 60000");
      statement.execute("pragma journal_mode = wal");
      statement.execute("pragma synchronous = full");
      statement.execute("create table if not exists entries (id integer primary key, entry blob)");
    }
    PreparedStatement insert =
        connection.prepareStatement("insert into entries (entry) values (?)");
    return i -> {
      insert.setBytes(1, bytes);
      insert.executeUpdate();
    };
  }

  private double rocks(int writers) throws Exception {
    Path path = fresh();
    Files.createDirectories(path);
    AtomicLong key = new AtomicLong();
    try (RocksDB db = RocksDB.open(path.toString());
        WriteOptions sync = new WriteOptions().setSync(true)) {
      Writer writer = i -> put(db, sync, key.incrementAndGet());
      List<Writer> all = new ArrayList<>();
      for (int i = 0; i < writers; i++) {
        all.add(writer);
      }
      return rate(all);
    } finally {
      delete(path);
    }
  }

  private void put(RocksDB db, WriteOptions sync, long key) throws RocksDBException {
    db.put(sync, ByteBuffer.allocate(8).putLong(key).array(), bytes);
  }
}
