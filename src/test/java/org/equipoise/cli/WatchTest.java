package org.equipoise.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.base.Splitter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.equipoise.Eventually;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code check --watch}: however a file is saved, it is checked again. */
class WatchTest {
  private static final String CHECKED = "again when a file is saved";

  @TempDir Path parent;

  private final StringWriter out = new StringWriter();
  private final CompletableFuture<Integer> code = new CompletableFuture<>();
  private final AtomicReference<Thread> thread = new AtomicReference<>();

  private int awaited;

  private Path folder() {
    return parent.resolve("rules");
  }

  private void rule(String attribute) throws IOException {
    Files.writeString(folder().resolve("a.drl"), text(attribute));
  }

  private static String text(String attribute) {
    return "rule \"a\" @Principle when $o : Output( "
        + attribute
        + " == true ) then forbid( $o, \"why\" ); end\n";
  }

  private void start(String... options) throws IOException {
    Files.createDirectories(folder());
    Files.writeString(folder().resolve("constitution.json"), "{\"name\":\"n\",\"version\":\"1\"}");
    rule("attr(\"x\")");
    String[] arguments = new String[options.length + 3];
    arguments[0] = "check";
    arguments[1] = folder().toString();
    arguments[2] = "--watch";
    System.arraycopy(options, 0, arguments, 3, options.length);
    Thread watch =
        new Thread(
            () ->
                code.complete(
                    Main.run(
                        arguments, new PrintWriter(out), new PrintWriter(new StringWriter()))));
    thread.set(watch);
    watch.start();
  }

  @AfterEach
  void stop() throws InterruptedException {
    Thread watch = thread.get();
    if (watch != null) {
      watch.interrupt();
      watch.join();
    }
  }

  private List<String> reports() {
    return Splitter.on(CHECKED).splitToList(out.toString());
  }

  /** Waits for a report, after those awaited before, that holds a text. */
  private void await(String text) throws InterruptedException {
    Eventually.until(() -> "no report holds `" + text + "`:\n" + out, () -> isReported(text));
  }

  private boolean isReported(String text) {
    List<String> reports = reports();
    while (awaited < reports.size() - 1) {
      if (reports.get(awaited++).contains(text)) {
        return true;
      }
    }
    return false;
  }

  @Test
  void everyWayOfSavingIsNoticedAndTheEndIsClean() throws Exception {
    start();
    await("n 1: 1 principle, 0 theories: no errors");
    assertTrue(out.toString().matches("(?s)\\d\\d:\\d\\d:\\d\\d checking .*rules\n.*"));
    rule("atr(\"x\")");
    await("a.drl:1:39: error [unknown-accessor]");
    Path aside = Files.writeString(folder().resolve(".a.drl.swp"), text("attr(\"y\")"));
    Files.move(
        aside,
        folder().resolve("a.drl"),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
    await("no errors");
    for (int i = 0; i < 20; i++) {
      rule("attr(\"y" + i + "\")");
    }
    rule("attr(\"z\") = 3 , attr(\"z\")");
    await("[syntax]");
    Path away = parent.resolve("away");
    Files.move(folder(), away);
    await("[no-constitution]");
    Files.writeString(away.resolve("a.drl"), text("attr(\"x\")"));
    Files.move(away, folder());
    await("no errors");
    Files.delete(folder().resolve("a.drl"));
    await("[no-rules]");
    thread.get().interrupt();
    assertEquals(0, code.get());
    assertFalse(out.toString().contains("\u001b"), "no control characters but on a terminal");
  }

  @Test
  void aTableThatWasSavedIsCheckedAgain() throws Exception {
    String csv = Files.readString(Path.of("test-fixtures/tables/lending/lending.csv"));
    start();
    await("1 principle, 0 theories: no errors");
    Files.writeString(folder().resolve("lending.csv"), csv);
    await("4 principles, 0 theories: no errors");
    Files.writeString(folder().resolve("lending.csv"), csv.replace("300", "\"30\"0"));
    await("lending.csv:10:61: error [syntax]");
    Files.writeString(folder().resolve("lending.csv"), csv.replace("0.3", "3"));
    await("lending.csv:11:13: error [wrong-weight]");
    Files.copy(
        Path.of("test-fixtures/tables/libreoffice/good.xlsx"), folder().resolve("lending.xlsx"));
    await("[duplicate-rule]");
    Files.delete(folder().resolve("lending.csv"));
    await("4 principles, 0 theories: no errors");
  }

  @Test
  void casesAreWatchedTooAndReportsAreJsonLines() throws Exception {
    Path cases = parent.resolve("cases.jsonl");
    Files.writeString(cases, "{\"case\":\"C\",\"outputs\":[{\"output\":\"a\"}]}\n");
    start("--cases", cases.toString(), "--format", "json");
    lines(1);
    Files.writeString(
        cases, "{\"case\":\"C\",\"outputs\":[{\"output\":\"a\",\"attributes\":{\"x\":true}}]}\n");
    lines(2);
    Files.writeString(cases, "{");
    lines(3);
    List<String> lines = out.toString().lines().toList();
    assertTrue(lines.get(0).contains("unknown-attribute"), lines.toString());
    assertFalse(lines.get(1).contains("unknown-attribute"), lines.toString());
    assertTrue(lines.get(2).contains("\"valid\":false"), lines.toString());
  }

  private void lines(int number) throws InterruptedException {
    Eventually.until(
        () -> "fewer than " + number + " lines:\n" + out,
        () -> out.toString().lines().count() >= number);
    assertEquals(number, out.toString().lines().count(), out.toString());
  }

  @Test
  void sarifIsOneReportAndNotWatched() {
    StringWriter err = new StringWriter();
    int wrong =
        Main.run(
            new String[] {"check", parent.toString(), "--watch", "--format", "sarif"},
            new PrintWriter(out),
            new PrintWriter(err));
    assertEquals(2, wrong);
    assertTrue(err.toString().contains("`--watch` writes text or json"), err.toString());
  }
}
