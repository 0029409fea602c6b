package org.equipoise.audit.adoption;

import static org.equipoise.audit.adoption.Clinic.DOSE;
import static org.equipoise.audit.adoption.Clinic.EXCEPTION;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.equipoise.audit.amendment.SignedAmendment;
import org.equipoise.audit.ledger.Entry;
import org.equipoise.audit.ledger.Ledger;
import org.equipoise.audit.ledger.LedgerEvent.AmendmentEvent;
import org.equipoise.audit.ledger.LedgerRecorder;
import org.equipoise.audit.ledger.transparency.SigningKey;
import org.equipoise.authoring.adoption.AmendedPart;
import org.equipoise.authoring.adoption.Amendment;
import org.equipoise.authoring.adoption.Evidence;
import org.equipoise.authoring.adoption.JsonTree;
import org.equipoise.authoring.adoption.Proposal;
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

  private static Amendment altered(
      Amendment it, List<AmendedPart> changes, List<String> touches, Evidence evidence) {
    return new Amendment(
        it.id(),
        it.title(),
        it.reason(),
        it.proposer(),
        it.time(),
        it.until(),
        it.before(),
        it.after(),
        it.semantics(),
        changes,
        touches,
        it.patch(),
        evidence,
        it.effects());
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
    assertEquals(signed.amendment().after(), clinic.constitution().digest());
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
    clinic.refused(signed, "digest, gate", "was adopted here before");
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
    clinic.refused(clinic.exception(), "quorum", "of `editor` 1 must sign, and 0 have");
    clinic.refused(
        clinic.sign(clinic.exception(), clinic.cleo), "quorum", "of `editor` 1 must sign");
    clinic.force(clinic.sign(clinic.exception(), clinic.cleo));
    clinic.found("it must not have been adopted: quorum");
  }

  @Test
  void anExceptionWithoutATermNeedsOneMore() throws IOException {
    SignedAmendment permanent =
        clinic.propose(clinic.replacing("rules.drl", DOSE, EXCEPTION), null);
    clinic.refused(clinic.sign(permanent, clinic.ann), "quorum", "2 must sign, and 1 has");
    assertEquals(List.of(), clinic.adopt(clinic.sign(permanent, clinic.ann, clinic.cleo)));
    assertEquals(List.of(), clinic.findings());
  }

  @Test
  void theSameKeyTwiceCountsOnce() throws IOException {
    SignedAmendment permanent =
        clinic.propose(clinic.replacing("rules.drl", DOSE, EXCEPTION), null);
    SignedAmendment twice = clinic.sign(permanent, clinic.ann, clinic.ann);
    clinic.refused(twice, "quorum", "2 must sign, and 1 has");
    clinic.force(twice);
    clinic.found("quorum: an exception without a term needs one more signature");
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
    clinic.refused(altered, "digest, gate", "the patch is not the one that the amendment names");
    clinic.force(altered);
    clinic.found("the patch is not the one that the amendment names");
  }

  @Test
  void alteredEffectsAreRefusedAndFound() throws IOException {
    SignedAmendment signed = clinic.sign(clinic.exception(), clinic.ann);
    Proposal proposal = signed.proposal();
    SignedAmendment altered =
        with(signed, new Proposal(proposal.amendment(), proposal.patch(), Map.of()));
    clinic.refused(altered, "digest", "the effects are not those that the amendment names");
    clinic.force(altered);
    clinic.found("the effects are not those that the amendment names");
  }

  @Test
  void alteredEvidenceIsRefusedAndFound() throws IOException {
    SignedAmendment signed = clinic.sign(clinic.exception(), clinic.ann);
    String before = Files.readString(clinic.judgments);
    Files.writeString(clinic.judgments, before.replace("0.9", "0.95"));
    clinic.refused(signed, "digest", "are not the evidence: they were altered");
    Files.writeString(clinic.judgments, before);
    Amendment it = signed.amendment();
    Evidence other =
        new Evidence(
            it.evidence().cases(),
            it.evidence().casesFile(),
            "sha256:" + "0".repeat(64),
            it.evidence().judgmentsFile(),
            null);
    Amendment forged = altered(it, it.changes(), it.touches(), other);
    SignedAmendment altered =
        with(signed, new Proposal(forged, signed.proposal().patch(), signed.proposal().effects()));
    clinic.refused(altered, "digest, quorum", "the signature of `ann` is void");
    clinic.force(altered);
    clinic.found("the note of `ann` is not on this amendment");
  }

  @Test
  void anExpiredAmendmentIsRefusedRecordedAsLapsedAndFound() throws IOException {
    SignedAmendment signed = clinic.sign(clinic.exception(), clinic.ann);
    clinic.at("2027-01-01T00:00:00Z");
    clinic.refused(signed, "term", "its term ended on 2026-12-31");
    assertEquals(List.of(), clinic.findings());
    assertEquals(
        "lapsed",
        AmendmentHistory.of(clinic.folder, Ledger.in(clinic.ledger)).events().get(0).outcome());
    clinic.refused(signed, "gate", "the ledger says that it was lapsed");
    clinic = new Clinic(root.resolve("other"));
    SignedAmendment late = clinic.sign(clinic.exception(), clinic.ann);
    clinic.at("2027-01-01T00:00:00Z");
    clinic.force(late);
    clinic.found("it must not have been adopted: term");
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
    clinic.refused(signed, "digest", "it amends the constitution " + signed.amendment().before());
    try (LedgerRecorder recorder = clinic.recorder()) {
      recorder.appendAndWait(AmendmentEvent.proposed(clinic.time(), signed.proposal()));
      recorder.appendAndWait(
          AmendmentEvent.noted(clinic.time(), signed.amendment(), signed.signatures().get(0)));
      recorder.appendAndWait(AmendmentEvent.adopted(clinic.time(), signed));
    }
    clinic.found("it changes a constitution that was no longer in force: it was replayed");
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
    clinic.refused(lowering, "quorum, term", "of `editor` 2 must sign, and 1 has");
    clinic.force(lowering);
    clinic.found("it must not have been adopted: quorum: of `board` 1 must sign, and 0 have");
  }

  @Test
  void anAmendmentThatCallsItselfOrdinaryIsNot() throws IOException {
    SignedAmendment entrenched =
        clinic.propose(
            clinic.replacing("rules.drl", "poison\") == true", "poison\") == \"yes\""), null);
    Amendment it = entrenched.amendment();
    assertEquals(List.of("entrenched", "exception"), it.touches());
    Amendment tame = altered(it, it.changes(), List.of(), it.evidence());
    SignedAmendment signed =
        clinic.sign(
            new SignedAmendment(
                new Proposal(tame, entrenched.proposal().patch(), entrenched.proposal().effects())),
            clinic.ann);
    clinic.refused(signed, "digest", "but it touches entrenched, exception");
    clinic.force(signed);
    clinic.found("but it touches entrenched, exception");
  }

  @Test
  void anAmendmentThatHidesAChangeIsRefusedAndFound() throws IOException {
    SignedAmendment exception = clinic.exception();
    Amendment it = exception.amendment();
    Amendment hiding = altered(it, List.of(), it.touches(), it.evidence());
    SignedAmendment signed =
        clinic.sign(
            new SignedAmendment(
                new Proposal(hiding, exception.proposal().patch(), exception.proposal().effects())),
            clinic.ann);
    clinic.refused(signed, "digest", "other changes than it makes: changed principle no-dose");
    clinic.force(signed);
    clinic.found("other changes than it makes: changed principle no-dose");
  }

  @Test
  void aSignatureByAKeyOfNoRoleIsRefusedAndFound() throws IOException {
    SignedAmendment signed = clinic.sign(clinic.exception(), SigningKey.generate("ann"));
    clinic.refused(signed, "quorum", "of `editor` 1 must sign, and 0 have");
    clinic.force(signed);
    clinic.found("`ann` did not sign, or has no key in the constitution before");
  }

  @Test
  void aNoteOnAnotherDigestIsRefusedAndFound() throws IOException {
    SignedAmendment other =
        clinic.sign(
            clinic.propose(clinic.replacing("rules.drl", "weight = 0.8", "weight = 0.7"), null),
            clinic.ann);
    SignedAmendment signed = clinic.exception().with(other.signatures(), List.of());
    clinic.refused(signed, "digest, quorum", "the signature of `ann` is void");
    clinic.force(signed);
    clinic.found("the note of `ann` is not on this amendment");
  }

  @Test
  void whatIsEntrenchedNeedsItsSignaturesAndItsDays() throws IOException {
    SignedAmendment wider =
        clinic.propose(
            clinic.replacing(
                "rules.drl", "poison\") == true", "poison\") == true || attr(\"toxin\") == true"),
            LocalDate.parse("2026-12-31"));
    clinic.refused(clinic.sign(wider, clinic.ann), "quorum, term", "of `board` 1 must sign");
    SignedAmendment signed = clinic.sign(wider, clinic.ann, clinic.ben, clinic.cleo);
    clinic.refused(signed, "term", "it lies open for 14 days, until 2026-03-15T12:00:00Z");
    clinic.at("2026-03-15T12:00:00Z");
    assertEquals(List.of(), clinic.adopt(signed));
    assertEquals(List.of(), clinic.findings());
  }

  @Test
  void whatIsSettledIsUnsettledOnlyByThoseWhoMay() throws IOException {
    clinic.settle();
    SignedAmendment unsettling =
        clinic.propose(Clinic.rewriting("fixtures/settled/dose.yaml", Clinic.SETTLED, null), null);
    clinic.refused(clinic.sign(unsettling, clinic.ann), "quorum, term", "of `board` 1 must sign");
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
    clinic.refused(
        clinic.sign(breaking, clinic.ann, clinic.ben, clinic.cleo), "gate", "settled: 1 of 1");
  }

  @Test
  void aWithdrawnDissentIsRefusedAndFound() throws IOException {
    SignedAmendment dissented =
        clinic.exception().dissent(clinic.cleo, clinic.time(), "doses differ by weight");
    SignedAmendment signed = clinic.sign(dissented, clinic.ann);
    SignedAmendment withdrawn = signed.with(signed.signatures(), List.of());
    clinic.refused(withdrawn, "digest", "a dissent is gone that was there when `ann` signed");
    try (LedgerRecorder recorder = clinic.recorder()) {
      Adoption adoption = clinic.adoption(recorder);
      assertEquals(List.of(), adoption.publish(dissented));
    }
    SignedAmendment later = clinic.sign(dissented.with(List.of(), List.of()), clinic.ann);
    clinic.refused(later, "digest", "the dissent of `cleo`, which was recorded, is gone");
    try (LedgerRecorder recorder = clinic.recorder()) {
      recorder.appendAndWait(
          AmendmentEvent.noted(clinic.time(), later.amendment(), later.signatures().get(0)));
      recorder.appendAndWait(AmendmentEvent.adopted(clinic.time(), later));
    }
    clinic.found("its dissents are not those that were recorded");
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
      Adoption adoption = clinic.adoption(recorder);
      assertEquals(
          "quorum", Clinic.grounds(adoption.reject(signed, SigningKey.generate("stranger"), "no")));
      assertEquals(List.of(), adoption.reject(signed, clinic.cleo, "too wide"));
    }
    clinic.refused(signed, "gate", "the ledger says that it was rejected");
    assertEquals(List.of(), clinic.findings());
    clinic.force(clinic.sign(clinic.exception(), clinic.ben));
    clinic.found("the amendment was rejected before");
  }

  @Test
  void aRuleThatIsGivenUpAsSignedIsNoGaming() throws IOException {
    clinic.settle("poison", "{poison: true}");
    String rule = Clinic.RULES.substring(0, Clinic.RULES.indexOf("rule \"no-poison\""));
    SignedAmendment giving =
        clinic.propose(
            Clinic.rewriting("rules.drl", Clinic.RULES, Clinic.RULES.replace(rule, "")), null);
    assertEquals("dropped principle no-dose", giving.amendment().changes().get(0).toString());
    assertEquals(List.of(), clinic.adopt(clinic.sign(giving, clinic.ann)));
    assertEquals(List.of(), clinic.findings());
  }

  @Test
  void aSideEffectThatWasNotSignedIsRefused() throws IOException {
    SignedAmendment wide =
        clinic.propose(
            clinic.replacing(
                "rules.drl", DOSE, "$o : Output( attr(\"dose\") == true, id == \"b\" )"),
            LocalDate.parse("2026-12-31"));
    clinic.refused(
        clinic.sign(wide, clinic.ann), "gate", "gaming: the index falls because less is");
  }
}
