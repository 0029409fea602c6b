package org.equipoise.audit.adoption;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.equipoise.audit.amendment.SignedAmendment;
import org.equipoise.audit.ledger.Ledger;
import org.equipoise.constitution.Constitution;
import org.equipoise.service.governor.Governor;
import org.equipoise.service.governor.NotAdoptedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A governor that requires signatures takes only what was adopted. */
class AdoptedConstitutionsTest {
  @TempDir private Path root;

  private static void refused(Runnable what, String why) {
    NotAdoptedException told = assertThrows(NotAdoptedException.class, what::run);
    assertTrue(String.valueOf(told.getMessage()).contains(why), told.getMessage());
  }

  @Test
  void whatWasAdoptedComesIntoForceAndWhatWasEditedDoesNot() throws IOException {
    Clinic clinic = new Clinic(root);
    Constitution first = Constitution.load(clinic.folder);
    AdoptedConstitutions policy = AdoptedConstitutions.in(clinic.folder, Set.of());
    Governor governor = Governor.builder(first).requireSignOff(policy).build();
    SignedAmendment one = clinic.sign(clinic.exception(), clinic.ann);
    assertEquals(List.of(), clinic.adopt(one));
    SignedAmendment two =
        clinic.sign(
            clinic.propose(clinic.replacing("rules.drl", "weight = 0.8", "weight = 0.7"), null),
            clinic.ann);
    assertEquals(List.of(), clinic.adopt(two));
    governor.adopt(() -> Constitution.load(clinic.folder));
    assertEquals(two.amendment().after(), governor.constitution().digest());

    String rules = clinic.bytes().get("rules.drl");
    clinic.write("rules.drl", rules.replace("0.7", "0.6"));
    refused(
        () -> governor.adopt(() -> Constitution.load(clinic.folder)), "no amendment leads to it");
    assertEquals(two.amendment().after(), governor.constitution().digest());
    clinic.write("rules.drl", rules);

    Constitution now = Constitution.load(clinic.folder);
    Set<String> known = Set.of(first.digest());
    Governor.builder(now).requireSignOff(AdoptedConstitutions.in(clinic.folder, known)).build();
    Governor.builder(now)
        .requireSignOff(AdoptedConstitutions.in(clinic.folder, Ledger.in(clinic.ledger)))
        .build();
    refused(
        () ->
            Governor.builder(now)
                .requireSignOff(
                    AdoptedConstitutions.in(clinic.folder, Set.of("sha256:" + "0".repeat(64))))
                .build(),
        "no amendment leads to it");

    // a signature less, in the amendment that came first
    Path file = clinic.folder.resolve("amendments/0001-clinicians-need-doses.json");
    Files.writeString(file, one.with(List.of(), List.of()).text());
    refused(
        () ->
            Governor.builder(now)
                .requireSignOff(AdoptedConstitutions.in(clinic.folder, known))
                .build(),
        "of `editor` 1 must sign, and 0 have");
  }

  @Test
  void whatWasEditedAfterAnAdoptionDoesNotComeIntoForceAtTheStart() throws IOException {
    Clinic clinic = new Clinic(root);
    assertEquals(List.of(), clinic.adopt(clinic.sign(clinic.exception(), clinic.ann)));
    clinic.write(
        "rules.drl", clinic.bytes().get("rules.drl").replace("weight = 0.8", "weight = 0.1"));
    Constitution edited = Constitution.load(clinic.folder);
    for (AdoptedConstitutions policy :
        List.of(
            AdoptedConstitutions.in(clinic.folder, Set.of()),
            AdoptedConstitutions.in(clinic.folder, Ledger.in(clinic.ledger)))) {
      refused(
          () -> Governor.builder(edited).requireSignOff(policy).build(),
          "no amendment leads to it");
    }
  }

  @Test
  void whatSaysNotWhoMaySignIsNeverTaken() throws IOException {
    Clinic clinic = new Clinic(root);
    clinic.write("constitution.json", "{\"name\":\"clinic\",\"version\":\"1\"}");
    refused(
        () ->
            Governor.builder(Constitution.load(clinic.folder))
                .requireSignOff(AdoptedConstitutions.in(clinic.folder, Set.of()))
                .build(),
        "has no `signOff`");
  }
}
