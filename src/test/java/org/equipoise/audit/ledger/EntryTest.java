package org.equipoise.audit.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read by walking over an entry's bytes is what a parser reads. */
class EntryTest {
  private static List<byte[]> lines() throws IOException {
    List<byte[]> lines = new ArrayList<>();
    for (String segment : List.of("00000000000000000000", "00000000000000000005")) {
      Path file = Path.of("test-fixtures/ledgers/small/segments", segment + ".jsonl");
      Files.readString(file).lines().forEach(it -> lines.add(bytes(it)));
    }
    return lines;
  }

  private static byte[] bytes(String line) {
    return line.getBytes(StandardCharsets.UTF_8);
  }

  private static String fields(Entry entry) {
    return String.join(
        " ",
        entry.body(),
        String.valueOf(entry.constitution()),
        entry.kind().word(),
        entry.previous().hex(),
        entry.semantics(),
        String.valueOf(entry.sequence()),
        entry.time().toString());
  }

  @Test
  void everyEntryWrittenIsReadWithoutAParserAndTheSame() throws IOException {
    List<byte[]> lines = lines();
    assertEquals(10, lines.size());
    for (int i = 0; i < lines.size(); i++) {
      Entry scanned = Entry.scanned(lines.get(i));
      assertNotNull(scanned, "entry " + i + " needs a parser");
      assertEquals(fields(Entry.parsed(lines.get(i), i)), fields(scanned));
    }
  }

  /** A flip in the body may stay unseen until the body is read; the hash tells of it. */
  @Test
  void everyFlipOutsideOfTheBodyIsReadTheSameOrLeftToTheParser() throws IOException {
    int same = 0;
    for (byte[] line : lines()) {
      int bodyEnd = Entry.scanned(line).body().getBytes(StandardCharsets.UTF_8).length + 8;
      for (int at = 0; at < line.length; at += at == 7 ? bodyEnd - 7 : 1) {
        for (int bit = 0; bit < 8; bit++) {
          byte[] flipped = line.clone();
          flipped[at] ^= (byte) (1 << bit);
          Entry scanned = Entry.scanned(flipped);
          if (scanned != null) {
            assertEquals(fields(Entry.parsed(flipped, scanned.sequence())), fields(scanned));
            same++;
          }
        }
      }
    }
    assertTrue(same > 100, same + " flips were read");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-01-31T10:00:00Z",
        "2026-12-31T23:59:59.999999999Z",
        "2026-01-31T10:00:00.5Z",
        "2024-02-29T00:00:00.123456Z",
        "0001-01-01T00:00:00Z",
        "1969-12-31T23:59:59.100Z"
      })
  void timesAreReadAsAParserReadsThem(String time) throws IOException {
    byte[] line =
        bytes(
            new String(lines().get(0), StandardCharsets.UTF_8)
                .replace("2026-01-31T10:00:00Z", time));
    Entry scanned = Entry.scanned(line);
    assertNotNull(scanned);
    assertEquals(Entry.parsed(line, 0).time(), scanned.time());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-02-30T10:00:00Z",
        "2026-13-01T10:00:00Z",
        "2026-01-31T24:00:00Z",
        "2026-01-31T10:60:00Z",
        "2026-01-31T10:00:60Z",
        "2026-01-31T10:00:00.Z",
        "2026-01-31T10:00:00",
        "+12026-01-31T10:00:00Z"
      })
  void otherTimesAreLeftToTheParser(String time) throws IOException {
    String line =
        new String(lines().get(0), StandardCharsets.UTF_8).replace("2026-01-31T10:00:00Z", time);
    assertEquals(null, Entry.scanned(bytes(line)));
  }
}
