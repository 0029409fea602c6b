package org.equipoise.audit.adoption;

import static org.equipoise.audit.adoption.Clinic.DOSE;
import static org.equipoise.audit.adoption.Clinic.EXCEPTION;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.equipoise.audit.amendment.Refusal;
import org.equipoise.audit.amendment.SignedAmendment;
import org.equipoise.audit.ledger.Entry;
import org.equipoise.audit.ledger.Ledger;
import org.equipoise.audit.ledger.LedgerEvent.AmendmentEvent;
import org.equipoise.audit.ledger.LedgerRecorder;
import org.equipoise.audit.ledger.transparency.SigningKey;
import org.equipoise.authoring.adoption.Amendment;
import org.equipoise.authoring.adoption.Evidence;
import org.equipoise.authoring.adoption.JsonTree;
import org.equipoise.authoring.adoption.Proposal;
import org.equipoise.constitution.Constitution;
import org.equipoise.constitution.vetting.Permissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is adopted, what is refused, and that {@code verify} finds what should have been. */
class AdoptionTest {
  @TempDir private Path root;
  private Clinic clinic;

  @BeforeEach
  void clinic() throws IOException {
    clinic = new Clinic(root);
  }

  private static String grounds(List<Refusal> refusals) {
    return String.join(", ", refusals.stream().map(it -> it.ground().word()).distinct().toList());
  }

  /** Refused on a ground, for a reason, with the folder as it was. */
  private void refused(SignedAmendment amendment, String ground, String why) throws IOException {
    Map<String, String> before = clinic.bytes();
    List<Refusal> refusals = clinic.adopt(amendment);
    assertEquals(ground, grounds(refusals), refusals.toString());
    assertTrue(refusals.toString().contains(why), refusals.toString());
    assertEquals(before, clinic.bytes());
  }

  /** Records an amendment as if it had been adopted, whatever stands against it. */
  private void force(SignedAmendment amendment) throws IOException {
    Constitution before = Constitution.load(clinic.folder);
    try (LedgerRecorder recorder = clinic.recorder()) {
      recorder.adopt(clinic.time(), before);
      recorder.appendAndWait(AmendmentEvent.proposed(clinic.time(), amendment.proposal()));
      amendment
          .dissents()
          .forEach(
              it ->
                  recorder.appendAndWait(
                      AmendmentEvent.noted(clinic.time(), amendment.amendment(), it)));
      amendment
          .signatures()
          .forEach(
              it ->
                  recorder.appendAndWait(
                      AmendmentEvent.noted(clinic.time(), amendment.amendment(), it)));
      recorder.appendAndWait(AmendmentEvent.adopted(clinic.time(), amendment));
    }
  }

  private void found(String what) {
    List<String> findings = clinic.findings();
    assertTrue(findings.stream().anyMatch(it -> it.contains(what)), findings.toString());
  }

  private static SignedAmendment with(SignedAmendment signed, Proposal proposal) {
    return new SignedAmendment(proposal, signed.signatures(), signed.dissents());
  }

  @Test
  void whatIsSignedIsAdoptedRecordedAndVerified() throws IOException {
    clinic.settle();
    SignedAmendment signed = clinic.sign(clinic.exception(), clinic.ann);
    assertEquals(List.of(), clinic.adopt(signed));
    assertTrue(clinic.bytes().get("rules.drl").contains(EXCEPTION));
    assertEquals(signed.amendment().after(), Constitution.load(clinic.folder).digest());
    assertEquals(signed.text(), clinic.bytes().get("amendments/0001-clinicians-need-doses.json"));
    assertEquals(signed.text(), SignedAmendment.parse(signed.text()).text());
    assertEquals(List.of(), clinic.findings());
    try (Ledger.Entries entries = Ledger.in(clinic.ledger).entries()) {
      StringBuilder kinds = new StringBuilder();
      for (Entry entry : (Iterable<Entry>) () -> entries) {
        kinds.append(entry.kind().word()).append(' ');
        assertEquals(entry.body(), JsonTree.canonical(JsonTree.parse(entry.body()).fields()));
      }
      assertEquals("adoption proposed signed adopted adoption ", kinds.toString());
    }
    refused(signed, "digest, gate", "was adopted here before");
  }

  @Test
  void anotherAmendmentFollowsOnTheOneBefore() throws IOException {
    assertEquals(List.of(), clinic.adopt(clinic.sign(clinic.exception(), clinic.ann)));
    SignedAmendment second =
        clinic.propose(clinic.replacing("rules.drl", "weight = 0.8", "weight = 0.7"), null);
    assertEquals("0002-clinicians-need-doses", second.amendment().id());
    assertEquals(List.of(), clinic.adopt(clinic.sign(second, clinic.ben)));
    assertEquals(List.of(), clinic.findings());
    assertEquals(2, AmendmentHistory.of(clinic.folder, null).of("no-dose").events().size());
  }

  @Test
  void tooFewSignaturesAreRefusedAndFound() throws IOException {
    refused(clinic.exception(), "quorum", "of `editor` 1 must sign, and 0 have");
    refused(clinic.sign(clinic.exception(), clinic.cleo), "quorum", "of `editor` 1 must sign");
    force(clinic.sign(clinic.exception(), clinic.cleo));
    found("it must not have been adopted: quorum");
  }

  @Test
  void anExceptionWithoutATermNeedsOneMore() throws IOException {
    SignedAmendment permanent =
        clinic.propose(clinic.replacing("rules.drl", DOSE, EXCEPTION), null);
    refused(clinic.sign(permanent, clinic.ann), "quorum", "2 must sign, and 1 has");
    assertEquals(List.of(), clinic.adopt(clinic.sign(permanent, clinic.ann, clinic.cleo)));
    assertEquals(List.of(), clinic.findings());
  }

  @Test
  void theSameKeyTwiceCountsOnce() throws IOException {
    SignedAmendment permanent =
        clinic.propose(clinic.replacing("rules.drl", DOSE, EXCEPTION), null);
    SignedAmendment twice = clinic.sign(permanent, clinic.ann, clinic.ann);
    refused(twice, "quorum", "2 must sign, and 1 has");
    force(twice);
    found("quorum: an exception without a term needs one more signature");
  }

  @Test
  void anAlteredPatchIsRefusedAndFound() throws IOException {
    SignedAmendment signed = clinic.sign(clinic.exception(), clinic.ann);
    Proposal proposal = signed.proposal();
    SignedAmendment altered =
        with(
            signed,
            new Proposal(
                proposal.amendment(),
                proposal.patch().replace("clinician", "client"),
                proposal.effects()));
    refused(altered, "digest, gate", "the patch is not the one that the amendment names");
    force(altered);
    found("the patch is not the one that the amendment names");
  }

  @Test
  void alteredEffectsAreRefusedAndFound() throws IOException {
    SignedAmendment signed = clinic.sign(clinic.exception(), clinic.ann);
    Proposal proposal = signed.proposal();
    SignedAmendment altered =
        with(signed, new Proposal(proposal.amendment(), proposal.patch(), Map.of()));
    refused(altered, "digest", "the effects are not those that the amendment names");
    force(altered);
    found("the effects are not those that the amendment names");
  }

  @Test
  void alteredEvidenceIsRefusedAndFound() throws IOException {
    SignedAmendment signed = clinic.sign(clinic.exception(), clinic.ann);
    String before = Files.readString(clinic.judgments);
    Files.writeString(clinic.judgments, before.replace("0.9", "0.95"));
    refused(signed, "digest", "are not the evidence: they were altered");
    Files.writeString(clinic.judgments, before);
    Amendment it = signed.amendment();
    Evidence other =
        new Evidence(
            it.evidence().cases(),
            it.evidence().casesFile(),
            "sha256:" + "0".repeat(64),
            it.evidence().judgmentsFile(),
            null);
    Amendment forged =
        new Amendment(
            it.id(),
            it.title(),
            it.reason(),
            it.proposer(),
            it.time(),
            it.until(),
            it.before(),
            it.after(),
            it.semantics(),
            it.changes(),
            it.touches(),
            it.patch(),
            other,
            it.effects());
    SignedAmendment altered =
        with(signed, new Proposal(forged, signed.proposal().patch(), signed.proposal().effects()));
    refused(altered, "digest, quorum", "the signature of `ann` is void");
    force(altered);
    found("the note of `ann` is not on this amendment");
  }

  @Test
  void anExpiredAmendmentIsRefusedRecordedAsLapsedAndFound() throws IOException {
    SignedAmendment signed = clinic.sign(clinic.exception(), clinic.ann);
    clinic.at("2027-01-01T00:00:00Z");
    refused(signed, "term", "its term ended on 2026-12-31");
    assertEquals(List.of(), clinic.findings());
    assertEquals(
        "lapsed",
        AmendmentHistory.of(clinic.folder, Ledger.in(clinic.ledger)).events().get(0).outcome());
    refused(signed, "gate", "the ledger says that it was lapsed");
    clinic = new Clinic(root.resolve("other"));
    SignedAmendment late = clinic.sign(clinic.exception(), clinic.ann);
    clinic.at("2027-01-01T00:00:00Z");
    force(late);
    found("it must not have been adopted: term");
  }

  @Test
  void onItsLastDayAnAmendmentIsStillAdopted() throws IOException {
    SignedAmendment signed = clinic.sign(clinic.exception(), clinic.ann);
    clinic.at("2026-12-31T23:59:59Z");
    assertEquals(List.of(), clinic.adopt(signed));
  }

  @Test
  void whatIsReplayedOnAnotherConstitutionIsRefusedAndFound() throws IOException {
    SignedAmendment signed = clinic.sign(clinic.exception(), clinic.ann);
    SignedAmendment first =
        clinic.sign(
            clinic.propose(clinic.replacing("rules.drl", "weight = 0.8", "weight = 0.7"), null),
            clinic.ann);
    assertEquals(List.of(), clinic.adopt(first));
    refused(signed, "digest", "it amends the constitution " + signed.amendment().before());
    try (LedgerRecorder recorder = clinic.recorder()) {
      recorder.appendAndWait(AmendmentEvent.proposed(clinic.time(), signed.proposal()));
      recorder.appendAndWait(
          AmendmentEvent.noted(clinic.time(), signed.amendment(), signed.signatures().get(0)));
      recorder.appendAndWait(AmendmentEvent.adopted(clinic.time(), signed));
    }
    found("it changes a constitution that was no longer in force: it was replayed");
  }

  @Test
  void aQuorumLoweredByTheAmendmentItselfDoesNotHelpIt() throws IOException {
    clinic.write("constitution.json", clinic.manifest(2));
    SignedAmendment lowering =
        clinic.sign(
            clinic.propose(
                Clinic.rewriting("constitution.json", clinic.manifest(2), clinic.manifest(1)),
                null),
            clinic.ann);
    assertEquals(List.of(Amendment.ENTRENCHED), lowering.amendment().touches());
    refused(lowering, "quorum, term", "of `editor` 2 must sign, and 1 has");
    force(lowering);
    found("it must not have been adopted: quorum: of `board` 1 must sign, and 0 have");
  }

  @Test
  void anAmendmentThatCallsItselfOrdinaryIsNot() throws IOException {
    SignedAmendment entrenched =
        clinic.propose(
            clinic.replacing("rules.drl", "poison\") == true", "poison\") == \"yes\""), null);
    Amendment it = entrenched.amendment();
    assertEquals(List.of("entrenched", "exception"), it.touches());
    Amendment tame =
        new Amendment(
            it.id(),
            it.title(),
            it.reason(),
            it.proposer(),
            it.time(),
            it.until(),
            it.before(),
            it.after(),
            it.semantics(),
            it.changes(),
            List.of(),
            it.patch(),
            it.evidence(),
            it.effects());
    SignedAmendment signed =
        clinic.sign(
            new SignedAmendment(
                new Proposal(tame, entrenched.proposal().patch(), entrenched.proposal().effects())),
            clinic.ann);
    refused(signed, "digest", "but it touches entrenched, exception");
    force(signed);
    found("but it touches entrenched, exception");
  }

  @Test
  void whatIsEntrenchedNeedsItsSignaturesAndItsDays() throws IOException {
    SignedAmendment wider =
        clinic.propose(
            clinic.replacing(
                "rules.drl", "poison\") == true", "poison\") == true || attr(\"toxin\") == true"),
            LocalDate.parse("2026-12-31"));
    refused(clinic.sign(wider, clinic.ann), "quorum, term", "of `board` 1 must sign");
    SignedAmendment signed = clinic.sign(wider, clinic.ann, clinic.ben, clinic.cleo);
    refused(signed, "term", "it lies open for 14 days, until 2026-03-15T12:00:00Z");
    clinic.at("2026-03-15T12:00:00Z");
    assertEquals(List.of(), clinic.adopt(signed));
    assertEquals(List.of(), clinic.findings());
  }

  @Test
  void whatIsSettledIsUnsettledOnlyByThoseWhoMay() throws IOException {
    clinic.settle();
    SignedAmendment unsettling =
        clinic.propose(Clinic.rewriting("fixtures/settled/dose.yaml", Clinic.SETTLED, null), null);
    refused(clinic.sign(unsettling, clinic.ann), "quorum, term", "of `board` 1 must sign");
    clinic.at("2026-03-09T12:00:00Z");
    assertEquals(List.of(), clinic.adopt(clinic.sign(unsettling, clinic.ann, clinic.cleo)));
    assertFalse(clinic.bytes().containsKey("fixtures/settled/dose.yaml"));
    assertEquals(List.of(), clinic.findings());
  }

  @Test
  void noSignatureHelpsWhatBreaksASettledFixture() throws IOException {
    clinic.settle();
    SignedAmendment breaking =
        clinic.propose(
            clinic.replacing("rules.drl", "dose\") == true", "dose\") == \"high\""), null);
    refused(clinic.sign(breaking, clinic.ann, clinic.ben, clinic.cleo), "gate", "settled: 1 of 1");
  }

  @Test
  void aWithdrawnDissentIsRefusedAndFound() throws IOException {
    SignedAmendment dissented =
        clinic.exception().dissent(clinic.cleo, clinic.time(), "doses differ by weight");
    SignedAmendment signed = clinic.sign(dissented, clinic.ann);
    SignedAmendment withdrawn = signed.with(signed.signatures(), List.of());
    refused(withdrawn, "digest", "a dissent is gone that was there when `ann` signed");
    try (LedgerRecorder recorder = clinic.recorder()) {
      Adoption adoption = new Adoption(clinic.folder, Permissions.none(), recorder, clinic.clock());
      assertEquals(List.of(), adoption.publish(dissented));
    }
    SignedAmendment later = clinic.sign(dissented.with(List.of(), List.of()), clinic.ann);
    refused(later, "digest", "the dissent of `cleo`, which was recorded, is gone");
    try (LedgerRecorder recorder = clinic.recorder()) {
      recorder.appendAndWait(
          AmendmentEvent.noted(clinic.time(), later.amendment(), later.signatures().get(0)));
      recorder.appendAndWait(AmendmentEvent.adopted(clinic.time(), later));
    }
    found("its dissents are not those that were recorded");
  }

  @Test
  void aDissentIsKeptAndShownBesideWhatWasAdopted() throws IOException {
    SignedAmendment signed =
        clinic.sign(
            clinic.exception().dissent(clinic.cleo, clinic.time(), "doses differ by weight"),
            clinic.ann);
    assertEquals(List.of(), clinic.adopt(signed));
    AmendmentHistory.Event event = AmendmentHistory.of(clinic.folder, null).events().get(0);
    assertEquals("doses differ by weight", event.dissents().get(0).because());
    assertEquals(List.of(), clinic.findings());
  }

  @Test
  void whatWasRejectedStaysRejected() throws IOException {
    SignedAmendment signed = clinic.sign(clinic.exception(), clinic.ann);
    try (LedgerRecorder recorder = clinic.recorder()) {
      Adoption adoption = new Adoption(clinic.folder, Permissions.none(), recorder, clinic.clock());
      assertEquals(
          "quorum", grounds(adoption.reject(signed, SigningKey.generate("stranger"), "no")));
      assertEquals(List.of(), adoption.reject(signed, clinic.cleo, "too wide"));
    }
    refused(signed, "gate", "the ledger says that it was rejected");
    assertEquals(List.of(), clinic.findings());
    force(clinic.sign(clinic.exception(), clinic.ben));
    found("the amendment was rejected before");
  }

  @Test
  void aSideEffectThatWasNotSignedIsRefused() throws IOException {
    SignedAmendment wide =
        clinic.propose(
            clinic.replacing(
                "rules.drl", DOSE, "$o : Output( attr(\"dose\") == true, id == \"b\" )"),
            LocalDate.parse("2026-12-31"));
    refused(clinic.sign(wide, clinic.ann), "gate", "gaming: the index falls because less is");
  }

  @Test
  void nothingIsHalfWritten() throws IOException {
    String patch =
        clinic.replacing("rules.drl", DOSE, EXCEPTION)
            + Clinic.rewriting(
                "new/more.drl",
                null,
                "rule \"x\" @Principle when $o : Output( attr(\"x\") == true ) then forbid( $o, \"x\" ); end\n");
    SignedAmendment signed =
        clinic.sign(clinic.propose(patch, LocalDate.parse("2026-12-31")), clinic.ann);
    Files.writeString(clinic.folder.resolve("amendments"), "a file where a folder must be");
    Map<String, String> before = clinic.bytes();
    assertThrows(IOException.class, () -> clinic.adopt(signed));
    assertEquals(before, clinic.bytes());
    assertFalse(Files.exists(clinic.folder.resolve("new")));
    Files.delete(clinic.folder.resolve("amendments"));
    assertEquals(List.of(), clinic.adopt(signed));
    assertTrue(Files.exists(clinic.folder.resolve("new/more.drl")));
  }
}
