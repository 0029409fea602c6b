package org.equipoise.audit.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import org.equipoise.audit.ledger.Ledger;
import org.equipoise.constitution.Constitution;
import org.equipoise.constitution.Semantics;
import org.equipoise.constitution.vetting.Permissions;
import org.equipoise.problem.InvalidInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResumeTest {
  private static final Constitution OTHER =
      Archive.constitution(Archive.RULES.replace("0.5", "0.9"));

  @TempDir Path folder;

  private static final class Interruption extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private static void interruptedAt(long entry, Replayer replayer, Ledger ledger) {
    assertThrows(
        Interruption.class,
        () ->
            replayer.against(
                OTHER,
                ledger,
                reached -> {
                  if (reached >= entry) {
                    throw new Interruption();
                  }
                }));
  }

  @Test
  void interruptedAndResumedIsTheSameAsUninterrupted() {
    Ledger ledger = Ledger.in(Archive.write(folder.resolve("ledger"), 3_000, 1, Archive.HONESTY));
    Path file = folder.resolve("saved");
    ReplayResult whole = Replayer.DEFAULT.against(OTHER, ledger, any -> {});
    assertTrue(whole.summary().decisions().changed() > 0);
    Replayer replayer = Replayer.DEFAULT.withThreads(2).withSavedFile(file);
    Random random = new Random(7);
    for (int round = 0; round < 3; round++) {
      interruptedAt(1 + random.nextInt(1_500), replayer, ledger);
      assertTrue(Files.exists(file));
    }
    ReplayResult resumed = replayer.against(OTHER, ledger, any -> {});
    assertEquals(ReplayWriter.toJson(whole), ReplayWriter.toJson(resumed));
    assertEquals(whole, resumed);
    assertFalse(Files.exists(file), "left behind");
  }

  @Test
  void whatIsSavedOnTheWayWillDoAfterTheProcessWasKilled() throws IOException {
    Ledger ledger = Ledger.in(Archive.write(folder.resolve("ledger"), 2_000, 2, Archive.HONESTY));
    Path file = folder.resolve("saved");
    Path kept = folder.resolve("kept");
    Replayer replayer = Replayer.DEFAULT.withSavedFile(file).withSaveInterval(Duration.ZERO);
    ReplayResult whole =
        replayer.replay(
            ledger,
            reached -> {
              if (Files.exists(file) && !Files.exists(kept)) {
                copy(file, kept);
              }
            });
    Replayer again = Replayer.DEFAULT.withSavedFile(kept);
    long[] first = {0};
    ReplayResult resumed =
        again.replay(ledger, reached -> first[0] = first[0] == 0 ? reached : first[0]);
    assertTrue(first[0] > 512, "it began anew: " + first[0]);
    assertEquals(ReplayWriter.toJson(whole), ReplayWriter.toJson(resumed));
  }

  private static void copy(Path from, Path to) {
    try {
      Files.copy(from, to);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aFileOfAnotherReplayOrOfAnotherLedgerIsRefused() {
    Path path = Archive.write(folder.resolve("ledger"), 1_500, 3, Archive.HONESTY);
    Ledger ledger = Ledger.in(path);
    Path file = folder.resolve("saved");
    Replayer replayer = Replayer.DEFAULT.withSavedFile(file);
    interruptedAt(600, replayer, ledger);
    Path forged = Archive.forge(path, folder.resolve("forged"), it -> it.replace("Ada", "Eve"));
    assertRefused("of another ledger", () -> replayer.against(OTHER, Ledger.in(forged), any -> {}));
    Ledger shorter = Ledger.in(Archive.write(folder.resolve("short"), 10, 3, Archive.HONESTY));
    assertRefused("of another ledger", () -> replayer.against(OTHER, shorter, any -> {}));
    assertRefused("under their own constitutions", () -> replayer.replay(ledger, any -> {}));
    assertRefused("of another replay", () -> replayer.against(Archive.HONESTY, ledger, any -> {}));
    assertRefused(
        "entries 5 to the end",
        () -> replayer.withRange(5, Long.MAX_VALUE).against(OTHER, ledger, any -> {}));
    assertEquals(
        1_500, replayer.against(OTHER, ledger, any -> {}).summary().decisions().decisions());
  }

  @Test
  void whereItCannotBeKeptAnyMoreThatHidesNoDamage() throws IOException {
    Path path = Archive.write(folder.resolve("ledger"), 3_000, 3, Archive.HONESTY);
    Path segment = path.resolve("segments/00000000000000000000.jsonl");
    Files.writeString(segment, Files.readString(segment).replace("\"C-2900\"", "\"C-2901\""));
    Path kept = Files.createDirectory(folder.resolve("kept"));
    Replayer replayer =
        Replayer.DEFAULT.withSavedFile(kept.resolve("saved")).withSaveInterval(Duration.ofDays(1));
    ReplayResult replay =
        replayer.replay(
            Ledger.in(path),
            any -> {
              try {
                Files.deleteIfExists(kept);
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
    assertEquals(2, replay.summary().damages(), replay.summary().damaged()::toString);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "{}",
        "[]",
        "{\"equipoise\":\"replay\"",
        "{\"equipoise\":\"replay\",\"what\":null,\"place\":null}",
        "{\"equipoise\":\"replay\",\"what\":{\"semantics\":\""
            + Semantics.VERSION
            + "\",\"from\":0,"
            + "\"to\":9223372036854775807,\"against\":null},\"place\":{\"from\":0,\"next\":3,"
            + "\"last\":\"zz\",\"peaks\":[],\"summary\":null}}"
      })
  void aFileThatHoldsNoReplayIsRefused(String text) throws IOException {
    Ledger ledger = Ledger.in(Path.of("test-fixtures/ledgers/small"));
    Path file = Files.writeString(folder.resolve("saved"), text);
    assertRefused(
        "holds no replay", () -> Replayer.DEFAULT.withSavedFile(file).replay(ledger, any -> {}));
    assertEquals(text, Files.readString(file), "the file is not ours to overwrite");
  }

  private static void assertRefused(String message, Runnable work) {
    InvalidInputException refused = assertThrows(InvalidInputException.class, work::run);
    assertTrue(refused.getMessage().contains(message), refused.getMessage());
  }

  @Test
  void theFunctionDoesTheSameWhereverItIsSent() throws IOException, ClassNotFoundException {
    Ledger ledger = Ledger.in(Archive.write(folder, 1_000, 4, Archive.HONESTY, OTHER));
    ReplayResult whole = Replayer.DEFAULT.against(OTHER, ledger, any -> {});
    ReplayFunction sent = sent(ReplayFunction.against(OTHER, ledger, Permissions.none()));
    ReplayedRanges stretches = new ReplayedRanges(ledger, 0);
    try (Ledger.Entries entries = ledger.entries()) {
      for (Iterator<ReplayedRange> found = sent.apply(entries); found.hasNext(); ) {
        stretches.add(sent(found.next()));
      }
    }
    assertEquals(whole, stretches.replay(true, OTHER.digest()));
    assertEquals(List.of(), List.copyOf(whole.summary().notTriedAlone()));
  }

  @SuppressWarnings("unchecked")
  private static <T> T sent(T object) throws IOException, ClassNotFoundException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(object);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      return (T) in.readObject();
    }
  }
}
