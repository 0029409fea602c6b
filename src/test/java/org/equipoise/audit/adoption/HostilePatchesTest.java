package org.equipoise.audit.adoption;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.equipoise.audit.amendment.SignedAmendment;
import org.equipoise.authoring.adoption.Amendment;
import org.equipoise.authoring.adoption.FolderChange;
import org.equipoise.authoring.adoption.JsonTree;
import org.equipoise.authoring.adoption.Proposal;
import org.equipoise.authoring.adoption.StagedFolder;
import org.equipoise.authoring.adoption.TextPatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A patch changes files of the constitution alone, and all of them or none. */
class HostilePatchesTest {
  @TempDir private Path root;
  private Clinic clinic;

  @BeforeEach
  void clinic() throws IOException {
    clinic = new Clinic(root);
  }

  /** An amendment with another patch, which names it by its digest and is signed. */
  private SignedAmendment patched(String patch) throws IOException {
    SignedAmendment exception = clinic.exception();
    Map<String, Object> tree = new TreeMap<>(exception.amendment().tree());
    tree.put("patch", JsonTree.digest(patch));
    Amendment forged = Amendment.of(JsonTree.parse(JsonTree.canonical(tree)));
    Proposal proposal = new Proposal(forged, patch, exception.proposal().effects());
    return clinic.sign(new SignedAmendment(proposal), clinic.ann);
  }

  private static String adding(String path) {
    return "--- /dev/null\n+++ " + path + "\n@@ -0,0 +1 @@\n+x\n";
  }

  @ParameterizedTest
  @CsvSource({
    "b/../outside.drl, outside of the folder",
    "b/sub/../../outside.drl, outside of the folder",
    "/tmp/outside.drl, outside of the folder",
    "b/.hidden.drl, outside of the folder",
    "b/amendments/0001-x.json, is written by `adopt` alone",
    "b/README.md, is no part of the constitution and no fixture",
    "b/run.sh, is no part of the constitution and no fixture",
    "b/linked/rules.drl, symbolic link",
  })
  void aFileThatNoAmendmentMayTouchIsRefusedAndFound(String path, String why) throws IOException {
    Path outside = Files.createDirectories(root.resolve("outside"));
    String patch = clinic.replacing("rules.drl", Clinic.DOSE, Clinic.EXCEPTION) + adding(path);
    SignedAmendment signed = patched(patch);
    Files.createSymbolicLink(clinic.folder.resolve("linked"), outside);
    clinic.refused(signed, "digest", why);
    Files.delete(clinic.folder.resolve("linked"));
    assertFalse(Files.exists(root.resolve("outside.drl")));
    assertFalse(Files.exists(outside.resolve("rules.drl")));
    clinic.force(signed);
    clinic.found(why.contains("link") ? "the patch does not lead to the constitution" : why);
  }

  @Test
  void aLinkInPlaceOfAFileIsNotReplaced() throws IOException {
    SignedAmendment signed = clinic.sign(clinic.exception(), clinic.ann);
    Path elsewhere = root.resolve("elsewhere.drl");
    Files.move(clinic.folder.resolve("rules.drl"), elsewhere);
    Files.createSymbolicLink(clinic.folder.resolve("rules.drl"), elsewhere);
    clinic.refused(signed, "digest", "symbolic link");
    assertEquals(Clinic.RULES, Files.readString(elsewhere));
  }

  private SignedAmendment inTwoFiles() throws IOException {
    String patch =
        clinic.replacing("rules.drl", Clinic.DOSE, Clinic.EXCEPTION)
            + Clinic.rewriting(
                "new/more.drl",
                null,
                "rule \"x\" @Principle when $o : Output( attr(\"x\") == true ) then forbid( $o, \"x\" ); end\n");
    return clinic.sign(clinic.propose(patch, LocalDate.parse("2026-12-31")), clinic.ann);
  }

  @Test
  void nothingIsHalfWritten() throws IOException {
    SignedAmendment signed = inTwoFiles();
    Files.writeString(clinic.folder.resolve("amendments"), "a file where a folder must be");
    Map<String, String> before = clinic.bytes();
    assertThrows(IOException.class, () -> clinic.adopt(signed));
    assertEquals(before, clinic.bytes());
    assertFalse(Files.exists(clinic.folder.resolve("new")));
    Files.delete(clinic.folder.resolve("amendments"));
    assertEquals(List.of(), clinic.adopt(signed));
    assertTrue(Files.exists(clinic.folder.resolve("new/more.drl")));
    assertFalse(Files.exists(clinic.folder.resolve(".adopting")));
  }

  /** Leaves the folder as a process does that is killed when its files are written. */
  private void kill(SignedAmendment signed) throws IOException {
    Path left = root.resolve("left");
    FolderChange change = FolderChange.open(clinic.folder, it -> false);
    try (StagedFolder staged =
        StagedFolder.of(clinic.folder, TextPatch.parse(signed.proposal().patch()))) {
      staged.install(change, signed.digest(), "amendments/0001-x.json", signed.text());
    }
    Files.createDirectories(left);
    Path own = clinic.folder.resolve(".adopting");
    try (var all = Files.list(own)) {
      for (Path each : all.toList()) {
        Files.copy(each, left.resolve(each.getFileName().toString()));
      }
    }
    Map<String, String> written = clinic.bytes();
    change.close();
    for (String path : List.of("rules.drl", "new/more.drl", "amendments/0001-x.json")) {
      clinic.write(path, written.get(path));
    }
    Files.move(left, own);
  }

  @Test
  void anAdoptionThatWasKilledIsTakenBackByTheNext() throws IOException {
    SignedAmendment signed = inTwoFiles();
    Map<String, String> before = clinic.bytes();
    kill(signed);
    Files.delete(clinic.folder.resolve("new/more.drl")); // not written yet
    FolderChange.open(clinic.folder, it -> false).close();
    assertEquals(before, clinic.bytes());
    assertFalse(Files.exists(clinic.folder.resolve("new")));
    assertEquals(List.of(), clinic.adopt(signed));
    assertEquals(List.of(), clinic.findings());
  }

  @Test
  void anAdoptionThatWasKilledWhenItWasRecordedStands() throws IOException {
    SignedAmendment signed = inTwoFiles();
    kill(signed);
    Map<String, String> written = clinic.bytes();
    FolderChange.open(clinic.folder, signed.digest()::equals).close();
    written.keySet().removeIf(it -> it.startsWith(".adopting"));
    assertEquals(written, clinic.bytes());
  }

  @Test
  void twoAdoptionsInAFolderDoNotRunAtATime() throws IOException {
    SignedAmendment signed = clinic.sign(clinic.exception(), clinic.ann);
    try (FolderChange other = FolderChange.open(clinic.folder, it -> false)) {
      FileSystemException told =
          assertThrows(FileSystemException.class, () -> clinic.adopt(signed));
      assertTrue(told.getMessage().contains("another amendment is being adopted"), "" + told);
      other.confirm();
    }
    clinic.write(".adopting/before-0", "left by one that was killed before it changed a file");
    assertEquals(List.of(), clinic.adopt(signed));
  }
}
