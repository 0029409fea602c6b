package org.equipoise.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of results on their way to whoever reads them, whichever command they are from. */
class ResultsTest {
  private static final String SMALL = "test-fixtures/ledgers/small";
  private static final String DECIDE =
      "decide rules/common-morality --cases test-fixtures/common-morality/cases.jsonl";

  private record Ran(int code, String err) {}

  private static Ran run(String command, OutputStream results) {
    StringWriter err = new StringWriter();
    int code = Main.run(command.split(" "), results, new PrintWriter(err));
    return new Ran(code, org.equipoise.cli.Ran.withoutProgress(err.toString()));
  }

  /** An output that takes so many bytes, and then fails for a reason. */
  private static OutputStream failing(int after, String reason) {
    return new OutputStream() {
      private int left = after;

      @Override
      public void write(int one) throws IOException {
        if (left-- <= 0) {
          throw new IOException(reason);
        }
      }
    };
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        DECIDE,
        DECIDE + " --format text",
        "check rules/common-morality",
        "check rules/common-morality --format sarif",
        "explain rules/common-morality do-not-kill --format json",
        "verify --ledger " + SMALL + " --format json",
        "why --ledger " + SMALL + " --entry 1",
        "replay --ledger " + SMALL + " --format html",
        "diff rules/common-morality rules/common-morality",
        "--help",
        "--version",
        "help"
      })
  void resultsThatCannotBeWrittenAreNeverReportedAsDone(String command) {
    Ran ran = run(command, failing(3, "No space left on device"));
    assertEquals(3, ran.code(), ran.err());
    assertTrue(
        ran.err().endsWith("error: the results could not be written: No space left on device\n"),
        ran.err());
    assertFalse(ran.err().contains("\tat "), ran.err());
  }

  @Test
  void aFullDeviceIsTold() throws IOException {
    Path full = Path.of("/dev/full");
    assumeTrue(Files.isWritable(full), "there is no /dev/full here");
    try (OutputStream results = new FileOutputStream(full.toFile())) {
      Ran ran = run("check rules/common-morality", results);
      assertEquals(3, ran.code(), ran.err());
      assertTrue(ran.err().startsWith("error: the results could not be written"), ran.err());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"Broken pipe", "The pipe is being closed"})
  void aReaderWhoHasSeenEnoughIsNotToldOfIt(String closed) {
    Ran ran = run("check rules/common-morality", failing(0, closed));
    assertEquals(0, ran.code());
    assertEquals("", ran.err());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "check ", "decide ", "init "})
  void everyCommandTellsTheVersionOfTheBuild(String command) throws IOException {
    String pom = Files.readString(Path.of("pom.xml"));
    String version = pom.substring(pom.indexOf("<version>") + 9, pom.indexOf("</version>"));
    ByteArrayOutputStream results = new ByteArrayOutputStream();
    assertEquals(0, run(command + "--version", results).code());
    assertEquals("equipoise " + version + "\n", results.toString(StandardCharsets.UTF_8));
  }

  @Test
  void aFaultOfTheMachineIsOneLineAndNoFinding() {
    Writer exhausted =
        new Writer() {
          @Override
          public void write(char[] text, int from, int length) {
            throw new OutOfMemoryError("Java heap space");
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    StringWriter err = new StringWriter();
    int code =
        Main.run(
            new String[] {"check", "rules/common-morality"},
            new PrintWriter(exhausted),
            new PrintWriter(err));
    assertEquals(3, code);
    assertTrue(err.toString().startsWith("internal error: Java ran out of memory"), err.toString());
    assertEquals(1, err.toString().lines().count(), err.toString());
    assertFalse(err.toString().contains("\tat "), err.toString());
  }
}
