package org.equipoise.audit.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.equipoise.audit.ledger.LedgerVerification.Finding;
import org.equipoise.audit.ledger.LedgerVerification.Known;
import org.equipoise.audit.ledger.transparency.SigningKey;
import org.equipoise.audit.ledger.transparency.TreeHead;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What is altered is found. {@code -Dequipoise.alterations=10000} tries as many random alterations
 * of a larger ledger, and every bit and length of the small one; else some of them.
 */
class LedgerVerificationTest {
  private static final Path GOLDEN = Path.of("test-fixtures", "ledgers", "small");
  private static final int ALTERATIONS = Integer.getInteger("equipoise.alterations", 80);

  private static final boolean IS_EXHAUSTIVE = ALTERATIONS >= 10_000;
  private static final int STRIDE = IS_EXHAUSTIVE ? 1 : 7;
  private static final int[] NONE = {};

  @TempDir Path parent;

  private Path folder;
  private Known known;

  @BeforeEach
  void copy() throws IOException {
    folder = parent.resolve("small");
    copy(GOLDEN, folder);
    known = new Known(List.of(verify(Known.NOTHING).head()), List.of(), null);
  }

  private static void copy(Path from, Path to) throws IOException {
    for (Path file : files(from)) {
      Path copy = to.resolve(from.relativize(file).toString());
      Files.createDirectories(copy.getParent());
      Files.copy(file, copy);
    }
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private LedgerVerification verify(Known what) {
    return LedgerVerification.of(Ledger.in(folder), what, it -> {});
  }

  private List<Path> segments() throws IOException {
    return files(folder.resolve("segments")).stream()
        .filter(it -> it.toString().endsWith(".jsonl"))
        .toList();
  }

  @Test
  void everyGoldenLedgerIsAsItWasWritten() throws IOException {
    List<Path> ledgers;
    try (Stream<Path> folders = Files.list(GOLDEN.getParent())) {
      ledgers = folders.filter(Files::isDirectory).toList();
    }
    assertFalse(ledgers.isEmpty());
    for (Path ledger : ledgers) {
      LedgerVerification found = LedgerVerification.of(Ledger.in(ledger), Known.NOTHING, it -> {});
      assertTrue(found.isIntact(), () -> ledger + ": " + found.findings());
      assertTrue(found.head().size() > 1 && found.checkpoints() > 0 && found.constitutions() > 0);
    }
  }

  @Test
  void anySingleByteAlteredAnywhereIsFound() throws IOException {
    int[] bits = IS_EXHAUSTIVE ? new int[] {1, 2, 4, 8, 16, 32, 64, 128} : new int[] {1};
    int some = ThreadLocalRandom.current().nextInt(STRIDE);
    long last = known.heads().get(0).size() - 1;
    long sequence = 0;
    int flips = 0;
    List<Path> files = new ArrayList<>(files(folder));
    files.removeIf(it -> it.endsWith("salts")); // which are outside of the chain on purpose
    files.sort(Comparator.comparing(it -> it.toString().endsWith(".jsonl")));
    for (Path file : files) {
      boolean isSegment = file.toString().endsWith(".jsonl");
      if (isSegment && sequence == 0) {
        withoutCheckpoints(); // to verify these takes the most time
      }
      byte[] bytes = Files.readAllBytes(file);
      try (RandomAccessFile access = new RandomAccessFile(file.toFile(), "rw")) {
        for (int i = 0; i < bytes.length; i++) {
          for (int bit : i % STRIDE == some ? bits : NONE) {
            write(access, i, bytes[i] ^ bit);
            LedgerVerification found = verify(known);
            write(access, i, bytes[i]);
            String where = file + " byte " + i + " xor " + bit;
            assertFalse(found.isIntact(), where);
            if (isSegment) {
              long entry = found.findings().get(0).entry();
              boolean isNamed = entry == sequence || (sequence == last && entry == last - 1);
              assertTrue(isNamed, where + " of entry " + sequence + ": " + found.findings());
            }
            flips++;
          }
          sequence += isSegment && bytes[i] == '\n' ? 1 : 0;
        }
      }
    }
    assertEquals(last + 1, sequence);
    assertTrue(verify(known).isIntact());
    System.out.println("LedgerVerificationTest: " + flips + " flips found");
  }

  private void withoutCheckpoints() throws IOException {
    for (Path checkpoint : files(folder.resolve("checkpoints"))) {
      Files.delete(checkpoint);
    }
  }

  private static void write(RandomAccessFile access, int at, int value) throws IOException {
    access.seek(at);
    access.write(value);
  }

  @Test
  void anyTruncationIsFound() throws IOException {
    withoutCheckpoints();
    for (Path segment : segments()) {
      byte[] bytes = Files.readAllBytes(segment);
      for (int length = bytes.length - 1; length >= 0; length -= STRIDE) {
        try (RandomAccessFile access = new RandomAccessFile(segment.toFile(), "rw")) {
          access.setLength(length);
        }
        assertFalse(verify(known).isIntact(), segment + " cut to " + length);
      }
      Files.write(segment, bytes);
    }
    assertTrue(verify(known).isIntact());
  }

  @Test
  void everyEntrySwappedDroppedDoubledOrMovedIsFound() throws IOException {
    withoutCheckpoints();
    List<byte[]> lines = new ArrayList<>();
    for (Path segment : segments()) {
      lines.addAll(lines(Files.readAllBytes(segment)));
    }
    int size = lines.size();
    for (int i = 0; i < size; i++) {
      assertFound(i, without(lines, i));
      for (int j = 0; j <= size; j++) {
        List<byte[]> doubled = new ArrayList<>(lines);
        doubled.add(j, lines.get(i));
        assertFound(j == i ? i + 1 : j, doubled);
        if (j < size && i < j) {
          List<byte[]> swapped = new ArrayList<>(lines);
          Collections.swap(swapped, i, j);
          assertFound(i, swapped);
        }
        if (j < size && i != j) {
          List<byte[]> moved = without(lines, i);
          moved.add(j, lines.get(i));
          assertFound(Math.min(i, j), moved);
        }
      }
      List<byte[]> more = new ArrayList<>(lines);
      more.add(i, "{}".getBytes(StandardCharsets.UTF_8));
      assertFound(i, more);
      more.set(i, new byte[0]);
      assertFound(i, more);
    }
  }

  private static List<byte[]> without(List<byte[]> lines, int index) {
    List<byte[]> fewer = new ArrayList<>(lines);
    fewer.remove(index);
    return fewer;
  }

  private static List<byte[]> lines(byte[] bytes) {
    List<byte[]> lines = new ArrayList<>();
    int start = 0;
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == '\n') {
        lines.add(Arrays.copyOfRange(bytes, start, i));
        start = i + 1;
      }
    }
    return lines;
  }

  /** The lines stand in the segments as the true ones do, as far as they go. */
  private void assertFound(int entry, List<byte[]> altered) throws IOException {
    List<Path> segments = segments();
    List<byte[]> originals = new ArrayList<>();
    int at = 0;
    for (int s = 0; s < segments.size(); s++) {
      byte[] original = Files.readAllBytes(segments.get(s));
      originals.add(original);
      int count = s + 1 < segments.size() ? lines(original).size() : Integer.MAX_VALUE;
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      for (int i = 0; i < count && at < altered.size(); i++) {
        bytes.writeBytes(altered.get(at++));
        bytes.write('\n');
      }
      Files.write(segments.get(s), bytes.toByteArray());
    }
    List<Finding> findings = verify(known).findings();
    for (int s = 0; s < segments.size(); s++) {
      Files.write(segments.get(s), originals.get(s));
    }
    assertFalse(findings.isEmpty());
    assertEquals(entry, findings.get(0).entry(), findings::toString);
  }

  @Test
  void randomAlterationsOfALargerLedgerAreFound() throws IOException {
    long seed = Long.getLong("equipoise.seed", ThreadLocalRandom.current().nextLong());
    System.out.println("LedgerVerificationTest seed " + seed);
    Random random = new Random(seed);
    folder = parent.resolve("year");
    copy(GOLDEN.resolveSibling("year"), folder);
    TreeHead head = verify(Known.NOTHING).head();
    Known checkpoint = new Known(List.of(), List.of(head.root()), null);
    Files.delete(folder.resolve("head"));
    withoutCheckpoints();
    assertTrue(verify(checkpoint).isIntact());
    for (int i = 0; i < ALTERATIONS; i++) {
      Path segment = segments().get(random.nextInt(segments().size()));
      byte[] bytes = Files.readAllBytes(segment);
      byte[] altered = altered(bytes, random);
      if (Arrays.equals(bytes, altered)) {
        continue;
      }
      Files.write(segment, altered);
      LedgerVerification found = verify(checkpoint);
      assertFalse(found.isIntact(), "alteration " + i);
      Files.write(segment, bytes);
    }
    assertTrue(verify(checkpoint).isIntact());
  }

  private static byte[] altered(byte[] bytes, Random random) {
    int from = random.nextInt(bytes.length);
    int length = Math.min(bytes.length - from, 1 + random.nextInt(2_000));
    byte[] altered = bytes.clone();
    switch (random.nextInt(7)) {
      case 0 -> altered[from] ^= (byte) (1 + random.nextInt(255));
      case 1 -> {
        byte[] some = new byte[length];
        random.nextBytes(some);
        System.arraycopy(some, 0, altered, from, length);
      }
      case 2 -> altered = Arrays.copyOf(bytes, from);
      case 3 -> {
        System.arraycopy(bytes, from + length, altered, from, bytes.length - from - length);
        altered = Arrays.copyOf(altered, bytes.length - length);
      }
      case 4 -> {
        altered = Arrays.copyOf(bytes, bytes.length + length);
        System.arraycopy(bytes, from, altered, from + length, bytes.length - from);
      }
      default -> altered = withLinesAltered(bytes, random);
    }
    return altered;
  }

  /** Lines swapped, dropped or put in again. */
  private static byte[] withLinesAltered(byte[] bytes, Random random) {
    List<byte[]> lines = lines(bytes);
    int one = random.nextInt(lines.size());
    int other = random.nextInt(lines.size());
    switch (random.nextInt(3)) {
      case 0 -> Collections.swap(lines, one, other);
      case 1 -> lines.remove(one);
      default -> lines.add(one, lines.get(other));
    }
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    lines.forEach(
        it -> {
          joined.writeBytes(it);
          joined.write('\n');
        });
    return joined.toByteArray();
  }

  @Test
  void aLedgerRewrittenAsAWholeIsFoundByACheckpointKeptElsewhere() throws IOException {
    Path forged = parent.resolve("forged");
    try (LedgerRecorder recorder =
        LedgerRecorder.open(
            forged, LedgerOptions.DEFAULT.withKey(SigningKey.generate("PeterNeumann")))) {
      recorder.adopt(Specimen.AT, Specimen.CONSTITUTION);
      for (int i = 1; i < 10; i++) {
        recorder.record(Specimen.decided(i));
      }
    }
    assertEquals(verify(Known.NOTHING).head().size(), 10);
    var trusted =
        org.equipoise.audit.ledger.transparency.VerifierKey.parse(
            Files.readString(folder.resolve("key")));
    folder = forged;
    assertTrue(verify(Known.NOTHING).isIntact(), "in itself it is sound");
    assertFalse(verify(known).isIntact());
    assertFalse(
        verify(new Known(List.of(), List.of(known.heads().get(0).root()), null)).isIntact());
    assertFalse(verify(new Known(List.of(), List.of(), trusted)).isIntact());
  }

  @Test
  void erasingASaltLeavesTheChainAsItWas() throws IOException {
    try (LedgerRecorder recorder = LedgerRecorder.open(folder, LedgerOptions.DEFAULT)) {
      assertTrue(recorder.ledger().salt(2).isPresent());
      recorder.erase(2, "Ada", "she asked for it");
      assertTrue(recorder.ledger().salt(2).isEmpty());
    }
    LedgerVerification found = verify(known);
    assertTrue(found.isIntact(), () -> found.findings().toString());
    assertEquals(known.heads().get(0).size() + 1, found.head().size());
  }

  @Test
  void aMissingConstitutionOrKeyIsFound() throws IOException {
    Files.delete(folder.resolve("key"));
    assertFalse(verify(known).isIntact());
    Files.copy(GOLDEN.resolve("key"), folder.resolve("key"));
    for (Path file : files(folder.resolve("constitutions"))) {
      byte[] bytes = Files.readAllBytes(file);
      Files.delete(file);
      assertTrue(verify(known).findings().toString().contains("was altered"));
      Files.write(file, bytes);
    }
    for (Path file : files(folder.resolve("constitutions"))) {
      Files.delete(file);
    }
    assertTrue(verify(known).findings().toString().contains("is missing"));
  }

  @Test
  void aTornTailIsToldButIsNoAlteration() throws IOException {
    Path last = segments().get(segments().size() - 1);
    Files.write(
        last,
        "{\"body\"".getBytes(StandardCharsets.UTF_8),
        java.nio.file.StandardOpenOption.APPEND);
    LedgerVerification found = verify(known);
    assertTrue(found.isIntact(), () -> found.findings().toString());
    assertEquals(7, found.tail());
    Path first = segments().get(0);
    Files.write(
        first,
        "{\"body\"".getBytes(StandardCharsets.UTF_8),
        java.nio.file.StandardOpenOption.APPEND);
    assertFalse(verify(known).isIntact(), "only the last segment may be torn");
  }
}
