package org.equipoise.audit.replay;

import static org.equipoise.audit.replay.ReplayTest.replay;
import static org.equipoise.audit.replay.ReplayTest.shares;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.equipoise.audit.explanation.Explanation;
import org.equipoise.audit.ledger.DamagedLedgerException;
import org.equipoise.audit.ledger.Ledger;
import org.equipoise.audit.ledger.LedgerVerification;
import org.equipoise.audit.ledger.transparency.Hash;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What replay says of a ledger that was altered, torn, or holds lines that are no entries. */
class DamagedLedgerReplayTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(ints = {300, 2_000, 4_000, 6_500})
  void anAlteredLedgerIsToldAndTheRestReplayed(int at) throws IOException {
    Path broken = Archive.copy(ReplayTest.GOLDEN.resolve("small"), folder.resolve("broken"));
    Path segment = broken.resolve("segments/00000000000000000000.jsonl");
    byte[] bytes = Files.readAllBytes(segment);
    bytes[at] ^= 1;
    Files.write(segment, bytes);
    ReplayResult replay = replay(broken);
    assertTrue(replay.summary().damages() > 0);
    assertTrue(replay.hasFindings());
    assertEquals(10, replay.summary().entries());
    assertTrue(replay.summary().decisions().same() >= 4, replay.summary().decisions()::toString);
  }

  /** Puts other bytes in the place of an entry, and chains the rest anew. */
  private Path replaced(int entry, byte[] line) throws IOException {
    Path path = Archive.write(folder.resolve("l"), 40, 5, Archive.HONESTY);
    Files.delete(path.resolve("head"));
    Path segment = path.resolve("segments/00000000000000000000.jsonl");
    List<String> lines = Files.readString(segment).replace("\0", "").lines().toList();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Hash last = Hash.EMPTY;
    for (int i = 0; i < lines.size(); i++) {
      byte[] each =
          i == entry
              ? line
              : lines
                  .get(i)
                  .replaceFirst("\"previous\":\"[0-9a-f]{64}\"", "\"previous\":\"" + last + "\"")
                  .getBytes(StandardCharsets.UTF_8);
      last = Hash.leaf(each);
      out.writeBytes(each);
      out.write('\n');
    }
    Files.write(segment, out.toByteArray());
    return path;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "no JSON",
        "{\"body\":{\"decision\":",
        "null",
        "[[[[",
        "{\"body\":{}}",
        "\u0000\u0001",
        "{\"sequence\":7}",
        "\"text\"",
        "1e999999999",
        "{\"body\":{}} {}"
      })
  void oneLineThatHoldsNoEntryDoesNotKeepTheRestFromBeingReplayed(String line) throws IOException {
    Path ledger = replaced(7, line.getBytes(StandardCharsets.UTF_8));
    ReplayResult replay = replay(ledger);
    ReplaySummary summary = replay.summary();
    assertEquals(1, summary.damages(), summary.damaged()::toString);
    assertEquals(7, summary.damaged().get(0).entry());
    assertEquals(1, summary.unreadable());
    assertEquals(shares(39, 0, 0), summary.decisions());
    assertTrue(replay.hasFindings());
    assertEquals(
        ReplayWriter.toJson(replay),
        ReplayWriter.toJson(Replayer.DEFAULT.withThreads(1).replay(Ledger.in(ledger), any -> {})));
    assertEquals(
        7,
        LedgerVerification.of(Ledger.in(ledger), LedgerVerification.Known.NOTHING, any -> {})
            .findings()
            .get(0)
            .entry());
    Explanation explained = Explanation.of(Ledger.in(ledger), 3, any -> {});
    assertEquals(1, explained.unread().size());
    assertFalse(explained.paragraph().isEmpty());
  }

  @Test
  void bytesThatAreNoTextDoNotKeepTheRestFromBeingReplayedEither() throws IOException {
    ReplayResult replay =
        replay(replaced(7, new byte[] {(byte) 0xff, (byte) 0xfe, 0, (byte) 0xc3}));
    assertEquals(shares(39, 0, 0), replay.summary().decisions());
    assertEquals(1, replay.summary().damages());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"decision\":{\"choice\"|\"decisions\":{\"choice\"|DAMAGED",
        "\"facts\":{|\"fact\":{|DAMAGED",
        "\"x-trace\":\"t\"|\"x-trace\":[DEEP]|FACTS"
      })
  void anEntryThatHoldsNoDecisionOrNoCaseIsNotReplayable(
      String part, String other, NotReplayableReason obstacle) {
    String deep = "[".repeat(100_000) + "]".repeat(100_000);
    Path ledger = Archive.write(folder.resolve("l"), 40, 5, Archive.HONESTY);
    Path forged =
        Archive.forge(
            ledger,
            folder.resolve("forged"),
            it ->
                it.contains("\"sequence\":7,")
                    ? it.replace(part, other.replace("DEEP", deep))
                    : it);
    ReplayResult replay = replay(forged);
    assertEquals(shares(39, 0, 1), replay.summary().decisions());
    assertEquals(Set.of(obstacle), replay.summary().reasons().keySet());
    assertTrue(replay.hasFindings());
    assertThrows(
        DamagedLedgerException.class,
        () -> Explanation.of(Ledger.in(forged), 7, any -> {}).paragraph());
  }

  @Test
  void anAcknowledgedEntryThatIsMissingOrWasReplacedIsTold() throws IOException {
    Path torn = Archive.copy(ReplayTest.GOLDEN.resolve("small"), folder.resolve("torn"));
    Path segment = torn.resolve("segments/00000000000000000005.jsonl");
    List<String> lines = Files.readAllLines(segment);
    Files.writeString(segment, String.join("\n", lines.subList(0, 4)) + "\n" + "{\"body\"");
    ReplaySummary missing = replay(torn).summary();
    assertEquals(9, missing.damaged().get(0).entry());
    Files.writeString(
        segment, String.join("\n", lines).replace("the model did not", "the model did") + "\n");
    assertTrue(replay(torn).hasFindings());
  }

  @Test
  void aSegmentThatIsMissingIsToldAndTheNextOneReplayed() throws IOException {
    Path holed = Archive.copy(ReplayTest.GOLDEN.resolve("small"), folder.resolve("holed"));
    Path segment = holed.resolve("segments/00000000000000000005.jsonl");
    Path later = holed.resolve("segments/00000000000000000007.jsonl");
    List<String> lines = Files.readAllLines(segment);
    Files.writeString(later, String.join("\n", lines.subList(2, 5)) + "\n");
    Files.delete(segment);
    ReplayResult replay = replay(holed);
    assertEquals(1, replay.summary().damages(), replay.summary().damaged()::toString);
    assertEquals(5, replay.summary().damaged().get(0).entry());
    assertEquals(10, replay.summary().entries());
    assertNull(replay.head());
  }
}
