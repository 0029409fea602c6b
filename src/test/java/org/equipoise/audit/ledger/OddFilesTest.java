package org.equipoise.audit.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.equipoise.audit.ledger.LedgerVerification.Known;
import org.equipoise.audit.ledger.transparency.VerifierKey;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files of a ledger that are folders, links or otherwise none, are told beside all else. */
class OddFilesTest {
  private static final Path GOLDEN = Path.of("test-fixtures", "ledgers", "small");

  @TempDir Path parent;

  private Path folder;

  @BeforeEach
  void copy() throws IOException {
    folder = parent.resolve("small");
    try (Stream<Path> files = Files.walk(GOLDEN)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path copy = folder.resolve(GOLDEN.relativize(file).toString());
        Files.createDirectories(copy.getParent());
        Files.copy(file, copy);
      }
    }
    Files.writeString(folder.resolve("another"), "finding");
  }

  private String findings(Known known) {
    return LedgerVerification.of(Ledger.in(folder), known, it -> {}).findings().toString();
  }

  private Path first(String in) throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve(in))) {
      return files.sorted().findFirst().orElseThrow();
    }
  }

  private static void delete(Path path) throws IOException {
    try (Stream<Path> files = Files.walk(path)) {
      for (Path each : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "head, folder",
    "head, link",
    "key, folder",
    "key, link",
    "salts, folder",
    "salts, link",
    "checkpoints, file",
    "checkpoints, link",
    "constitutions, file",
    "constitutions, link",
    "FIRST checkpoints, folder",
    "FIRST checkpoints, link",
    "FIRST constitutions, file",
    "FIRST constitutions, link",
    "FIRST segments, folder",
    "FIRST segments, link",
  })
  void aPathOfAnotherKindIsAFindingBesideTheOthers(String name, String kind) throws IOException {
    VerifierKey key = VerifierKey.parse(Files.readString(folder.resolve("key")));
    Path path = name.startsWith("FIRST ") ? first(name.substring(6)) : folder.resolve(name);
    delete(path);
    switch (kind) {
      case "folder" -> Files.createDirectories(path);
      case "file" -> Files.writeString(path, "");
      default -> Files.createSymbolicLink(path, path);
    }
    for (Known known : List.of(Known.NOTHING, new Known(List.of(), List.of(), key))) {
      String found = findings(known);
      String shown = "`" + folder.relativize(path) + "` is ";
      assertTrue(found.contains(shown), found);
      assertEquals(found.indexOf(shown), found.lastIndexOf(shown), found);
      assertTrue(found.contains("move it elsewhere and put back the "), found);
      assertTrue(found.contains("`another` is no part of a ledger"), found);
    }
  }

  @Test
  void linksWithinAConstitutionThatNoDigestCoversAreFindings() throws IOException {
    Path rules = first("constitutions");
    Files.createSymbolicLink(rules.resolve("loop"), rules);
    Files.createSymbolicLink(rules.resolve("nowhere"), Path.of("nowhere"));
    String found = findings(Known.NOTHING);
    assertTrue(found.contains("/loop` is a link that no digest covers"), found);
    assertTrue(found.contains("/nowhere` is a link that no digest covers"), found);
  }

  @Test
  void aLinkToTheFileItselfIsNoFinding() throws IOException {
    Files.delete(folder.resolve("another"));
    Path elsewhere = Files.move(folder.resolve("key"), parent.resolve("key"));
    Files.createSymbolicLink(folder.resolve("key"), elsewhere);
    assertEquals("[]", findings(Known.NOTHING));
  }

  @Test
  void aRecorderDoesNotTakeUnreadableSaltsForErasedOnes() throws IOException {
    Files.delete(folder.resolve("another"));
    assertFalse(Ledger.in(folder).salt(2).isEmpty());
    Files.delete(folder.resolve("salts"));
    Files.createDirectory(folder.resolve("salts"));
    Ledger ledger = Ledger.in(folder);
    assertThrows(DamagedLedgerException.class, () -> ledger.salt(2));
  }
}
