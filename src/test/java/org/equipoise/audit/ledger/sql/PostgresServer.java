package org.equipoise.audit.ledger.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** A real server with a cluster of its own, in a folder of its own. It refuses to run as root. */
public final class PostgresServer {
  private final Path binaries;
  private final Path data;
  private final int port;

  private PostgresServer(Path binaries, Path data, int port) {
    this.binaries = binaries;
    this.data = data;
    this.port = port;
  }

  /** Starts one, or aborts the test where PostgreSQL is not installed. */
  public static PostgresServer start() throws IOException, InterruptedException {
    Path binaries = binaries();
    Path data = Files.createTempDirectory("equipoise-postgres");
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    PostgresServer server = new PostgresServer(binaries, data, port);
    if (isRoot()) {
      assertEquals(0, run(List.of("chown", "nobody", data.toString())));
    }
    server.runAsOther("initdb", "-D", data + "/db", "-U", "equipoise", "-A", "trust", "-E", "UTF8");
    server.runAsOther(
        "pg_ctl",
        "-D",
        data + "/db",
        "-w",
        "-l",
        data + "/log",
        "-o",
        "-p " + port + " -k " + data + " -c listen_addresses=127.0.0.1",
        "start");
    return server;
  }

  private static Path binaries() throws IOException {
    Path versions = Path.of("/usr/lib/postgresql");
    if (Files.isDirectory(versions)) {
      try (Stream<Path> all = Files.list(versions)) {
        List<Path> found =
            all.map(it -> it.resolve("bin"))
                .filter(it -> Files.isExecutable(it.resolve("initdb")))
                .sorted(Comparator.reverseOrder())
                .toList();
        if (!found.isEmpty()) {
          return found.get(0);
        }
      }
    }
    return abort("PostgreSQL is not installed in " + versions + ": apt-get install postgresql");
  }

  private static boolean isRoot() {
    return System.getProperty("user.name").equals("root");
  }

  private void runAsOther(String program, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    if (isRoot()) {
      command.addAll(List.of("setpriv", "--reuid=nobody", "--clear-groups"));
    }
    command.add(binaries.resolve(program).toString());
    command.addAll(List.of(arguments));
    assertEquals(0, run(command), () -> command.toString());
  }

  private static int run(List<String> command) throws IOException, InterruptedException {
    return new ProcessBuilder(command)
        .directory(Path.of("/tmp").toFile())
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
  }

  public DataSource source() {
    return source("public");
  }

  public DataSource source(String schema) {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setServerNames(new String[] {"127.0.0.1"});
    source.setPortNumbers(new int[] {port});
    source.setDatabaseName("postgres");
    source.setUser("equipoise");
    source.setCurrentSchema(schema);
    return source;
  }

  /** Stops it as a crash would, or starts it again. */
  public void crash() throws IOException, InterruptedException {
    runAsOther("pg_ctl", "-D", data + "/db", "-m", "immediate", "-w", "stop");
  }

  public void restart() throws IOException, InterruptedException {
    runAsOther(
        "pg_ctl",
        "-D",
        data + "/db",
        "-w",
        "-l",
        data + "/log",
        "-o",
        "-p " + port + " -k " + data + " -c listen_addresses=127.0.0.1",
        "start");
  }

  /** Stops it for good and leaves nothing behind. */
  public void stop() throws IOException, InterruptedException {
    crash();
    try (Stream<Path> files = Files.walk(data)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
