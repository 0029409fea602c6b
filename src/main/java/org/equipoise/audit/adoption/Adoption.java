package org.equipoise.audit.adoption;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.equipoise.audit.adoption.RecordedAmendments.Recorded;
import org.equipoise.audit.amendment.AmendmentNote;
import org.equipoise.audit.amendment.Refusal;
import org.equipoise.audit.amendment.Refusal.Ground;
import org.equipoise.audit.amendment.SignOffCheck;
import org.equipoise.audit.amendment.SignedAmendment;
import org.equipoise.audit.amendment.TouchedParts;
import org.equipoise.audit.ledger.LedgerEvent.AmendmentEvent;
import org.equipoise.audit.ledger.LedgerException;
import org.equipoise.audit.ledger.LedgerRecorder;
import org.equipoise.audit.ledger.transparency.SigningKey;
import org.equipoise.authoring.adoption.AmendedPart;
import org.equipoise.authoring.adoption.Amendment;
import org.equipoise.authoring.adoption.FolderChange;
import org.equipoise.authoring.adoption.Proposal;
import org.equipoise.authoring.adoption.StagedFolder;
import org.equipoise.authoring.adoption.TextPatch;
import org.equipoise.authoring.comparison.ConstitutionChange;
import org.equipoise.authoring.ratchet.Criterion;
import org.equipoise.authoring.ratchet.Ratchet;
import org.equipoise.authoring.ratchet.RatchetInput;
import org.equipoise.authoring.ratchet.RatchetReport;
import org.equipoise.authoring.ratchet.Signed;
import org.equipoise.authoring.ratchet.TriedFolders;
import org.equipoise.constitution.Constitution;
import org.equipoise.constitution.vetting.Permissions;
import org.equipoise.formats.Corpus.JudgedCase;
import org.equipoise.problem.InvalidInputException;

/**
 * Adopts and rejects amendments of the constitution in a folder, and records that in a ledger. What
 * is refused leaves the folder as it was. Thread-safe: one call runs at a time, also of several
 * objects with one recorder.
 */
public final class Adoption {
  private final Path folder;
  private final Permissions permissions;
  private final LedgerRecorder recorder;
  private final Clock clock;

  /**
   * Adoptions in a folder.
   *
   * @param permissions what rules may use
   * @param recorder records them
   * @param clock tells when
   */
  public Adoption(Path folder, Permissions permissions, LedgerRecorder recorder, Clock clock) {
    this.folder = folder;
    this.permissions = permissions;
    this.recorder = recorder;
    this.clock = clock;
  }

  /**
   * Adopts an amendment, or says every reason not to. Cases without a time are decided as of the
   * time of its proposal, as they were for those who signed. An adoption that was killed before it
   * was recorded is taken back first.
   *
   * @param files where its evidence is, unless it is where it was
   * @return the reasons; empty if it was adopted
   * @throws IOException if a file cannot be read or written, or another adoption in the folder has
   *     not ended; the folder is then as it was
   * @throws LedgerException if that cannot be recorded; the folder is then as it was
   * @throws InvalidInputException if the constitution in the folder has errors
   */
  public List<Refusal> adopt(SignedAmendment signed, EvidenceFiles files) throws IOException {
    synchronized (recorder) {
      try (FolderChange change = FolderChange.open(folder, this::isAdopted)) {
        return adopt(signed, files, change);
      }
    }
  }

  private boolean isAdopted(String digest) {
    return RecordedAmendments.of(recorder.ledger())
        .get(digest)
        .filter(it -> RecordedAmendments.ADOPTED.equals(it.outcome()))
        .isPresent();
  }

  private List<Refusal> adopt(SignedAmendment signed, EvidenceFiles files, FolderChange change)
      throws IOException {
    Instant now = clock.instant();
    Amendment amendment = signed.amendment();
    Constitution before = Constitution.load(folder, permissions).asOf(amendment.time());
    List<Refusal> refusals = new ArrayList<>();
    Optional<Recorded> recorded = RecordedAmendments.of(recorder.ledger()).get(signed.digest());
    refusals.addAll(history(signed, before, recorded));
    if (!refusals.isEmpty()) {
      return refusals;
    }
    TextPatch patch;
    try {
      patch = TextPatch.parse(signed.proposal().patch());
    } catch (IllegalArgumentException e) {
      return List.of(new Refusal(Ground.DIGEST, "the patch cannot be read: " + e.getMessage()));
    }
    try (StagedFolder staged = StagedFolder.of(folder, patch)) {
      Constitution after = Constitution.load(staged.path(), permissions).asOf(amendment.time());
      refusals.addAll(refusals(signed, before, after, staged, files, now));
      if (refusals.isEmpty()) {
        String kept = AmendmentFolder.path(amendment.id());
        staged.install(change, signed.digest(), kept, signed.text());
        record(signed, before, recorded, now);
        change.confirm();
        recorder.adopt(now, after);
        return List.of();
      }
    } catch (IllegalArgumentException e) {
      refusals.add(new Refusal(Ground.DIGEST, "the patch does not fit: " + e.getMessage()));
    } catch (InvalidInputException e) {
      refusals.add(
          new Refusal(
              Ground.GATE, "the constitution would have errors: " + e.problems().get(0).message()));
    }
    lapse(signed, before, recorded, now);
    return refusals;
  }

  /** What was before: another constitution, or the same amendment. */
  private List<Refusal> history(
      SignedAmendment signed, Constitution before, Optional<Recorded> recorded) throws IOException {
    List<Refusal> refusals = new ArrayList<>();
    Amendment amendment = signed.amendment();
    if (!before.digest().equals(amendment.before())) {
      refusals.add(
          new Refusal(
              Ground.DIGEST,
              "it amends the constitution "
                  + amendment.before()
                  + ", and that in the folder is "
                  + before.digest()));
    }
    for (SignedAmendment earlier : AmendmentFolder.read(folder)) {
      if (earlier.amendment().id().equals(amendment.id())) {
        refusals.add(
            new Refusal(Ground.DIGEST, "`" + amendment.id() + "` was adopted here before"));
      }
    }
    recorded
        .map(Recorded::outcome)
        .ifPresent(
            it -> refusals.add(new Refusal(Ground.GATE, "the ledger says that it was " + it)));
    recorded.ifPresent(
        it -> {
          List<String> kept = AmendmentNote.digests(signed.dissents());
          for (AmendmentNote dissent : it.signed().dissents()) {
            if (!kept.contains(dissent.ownDigest())) {
              refusals.add(
                  new Refusal(
                      Ground.DIGEST,
                      "the dissent of `" + dissent.name() + "`, which was recorded, is gone"));
            }
          }
        });
    return refusals;
  }

  private List<Refusal> refusals(
      SignedAmendment signed,
      Constitution before,
      Constitution after,
      StagedFolder staged,
      EvidenceFiles files,
      Instant now)
      throws IOException {
    List<String> altered = new ArrayList<>();
    EvidenceFiles with = new EvidenceFiles(files.cases(), files.judgments(), recorder.ledger());
    List<JudgedCase> cases = with.named(signed.amendment().evidence(), altered);
    Signed assent =
        new Signed(
            true,
            true,
            Set.copyOf(signed.proposal().effect("elseChanged")),
            Optional.of(Set.copyOf(signed.proposal().effect("sought"))),
            dropped(signed.amendment()));
    RatchetInput input =
        new TriedFolders(folder, staged.path(), permissions, signed.amendment().time())
            .input(
                cases,
                List.of(),
                TriedFolders.Mutants.without(assent.dropped()),
                RatchetInput.LEVEL,
                statedFall(signed.proposal()));
    RatchetReport report = new Ratchet(before, after, input, assent).report();
    TouchedParts real = TouchedParts.between(before, after, report);
    List<Refusal> refusals = new ArrayList<>(SignOffCheck.of(signed, before.signOff(), real, now));
    altered.forEach(it -> refusals.add(new Refusal(Ground.DIGEST, it)));
    if (!after.digest().equals(signed.amendment().after())) {
      refusals.add(
          new Refusal(
              Ground.DIGEST,
              "the patch leads to the constitution "
                  + after.digest()
                  + ", and the amendment to "
                  + signed.amendment().after()));
    }
    for (Criterion failed : report.failed()) {
      refusals.add(new Refusal(Ground.GATE, failed.name().word() + ": " + told(failed)));
    }
    return refusals;
  }

  private static String told(Criterion failed) {
    List<String> items = failed.items().stream().limit(3).map(Criterion.Item::text).toList();
    return failed.why()
        + (items.isEmpty() ? "" : " (" + String.join("; ", items))
        + (items.isEmpty() ? "" : failed.items().size() > 3 ? "; …)" : ")");
  }

  /** The rules that are given up everywhere: who signs sees them listed. */
  private static Set<String> dropped(Amendment amendment) {
    return amendment.changes().stream()
        .filter(it -> it.isRule(it.name()))
        .filter(it -> it.kind().equals(ConstitutionChange.Kind.DROPPED.word()))
        .map(AmendedPart::name)
        .collect(Collectors.toSet());
  }

  /** By how much coverage may fall: as much as was signed for. */
  private static double statedFall(Proposal proposal) {
    if (proposal.effects().get("coverage") instanceof Map<?, ?> moved
        && moved.get("before") instanceof Number was
        && moved.get("after") instanceof Number is) {
      return Math.max(0, Math.min(1, was.doubleValue() - is.doubleValue()));
    }
    return 0;
  }

  private void record(
      SignedAmendment signed, Constitution before, Optional<Recorded> recorded, Instant now) {
    open(signed, before, recorded, now);
    notes(signed, recorded, now);
    recorder.appendAndWait(AmendmentEvent.adopted(now, signed));
  }

  /** Records the proposal, and before it the constitution that it amends. */
  private void open(
      SignedAmendment signed, Constitution before, Optional<Recorded> recorded, Instant now) {
    if (recorded.isEmpty()) {
      if (!recorder.ledger().constitutions().contains(before.digest())) {
        recorder.adopt(now, before);
      }
      recorder.appendAndWait(AmendmentEvent.proposed(now, signed.proposal()));
    }
  }

  /** Records the dissents and signatures that the ledger does not hold yet. */
  private void notes(SignedAmendment signed, Optional<Recorded> recorded, Instant now) {
    Set<String> known = new TreeSet<>();
    recorded.ifPresent(
        it -> {
          known.addAll(AmendmentNote.digests(it.signed().signatures()));
          known.addAll(AmendmentNote.digests(it.signed().dissents()));
        });
    List<AmendmentNote> notes = new ArrayList<>(signed.dissents());
    notes.addAll(signed.signatures());
    for (AmendmentNote note : notes) {
      if (known.add(note.ownDigest())) {
        recorder.appendAndWait(AmendmentEvent.noted(now, signed.amendment(), note));
      }
    }
  }

  /** Records that the term of an amendment is over. */
  private void lapse(
      SignedAmendment signed, Constitution before, Optional<Recorded> recorded, Instant now) {
    if (signed.amendment().isOverAt(now) && recorded.map(Recorded::outcome).isEmpty()) {
      open(signed, before, recorded, now);
      recorder.appendAndWait(
          AmendmentEvent.lapsed(
              now, signed.amendment(), "its term ended on " + signed.amendment().until()));
    }
  }

  /**
   * Records what people said of an amendment before it is adopted: the proposal, and each signature
   * and dissent that the ledger does not hold yet.
   *
   * @return the reasons why it is not recorded; empty if it was
   */
  public List<Refusal> publish(SignedAmendment signed) throws IOException {
    Constitution before = Constitution.load(folder, permissions);
    synchronized (recorder) {
      Optional<Recorded> recorded = RecordedAmendments.of(recorder.ledger()).get(signed.digest());
      List<Refusal> refusals = history(signed, before, recorded);
      if (refusals.isEmpty()) {
        Instant now = clock.instant();
        open(signed, before, recorded, now);
        notes(signed, recorded, now);
      }
      return refusals;
    }
  }

  /**
   * Rejects an amendment for good.
   *
   * @param key of somebody who may sign
   * @return the reasons why it cannot be rejected; empty if it was
   */
  public List<Refusal> reject(SignedAmendment signed, SigningKey key, String because)
      throws IOException {
    synchronized (recorder) {
      return rejectInTurn(signed, key, because);
    }
  }

  private List<Refusal> rejectInTurn(SignedAmendment signed, SigningKey key, String because)
      throws IOException {
    Instant now = clock.instant();
    Constitution before = Constitution.load(folder, permissions);
    Optional<Recorded> recorded = RecordedAmendments.of(recorder.ledger()).get(signed.digest());
    List<Refusal> refusals = history(signed, before, recorded);
    AmendmentNote note = signed.reject(key, now, because);
    if (before.signOff().flatMap(note::signer).isEmpty()) {
      refusals.add(
          new Refusal(
              Ground.QUORUM, "`" + key.verifier().name() + "` is no key of the constitution"));
    }
    if (refusals.isEmpty()) {
      open(signed, before, recorded, now);
      recorder.appendAndWait(AmendmentEvent.noted(now, signed.amendment(), note));
    }
    return refusals;
  }
}
