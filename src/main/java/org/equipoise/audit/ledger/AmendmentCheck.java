package org.equipoise.audit.ledger;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.equipoise.audit.amendment.AmendmentNote;
import org.equipoise.audit.amendment.Refusal;
import org.equipoise.audit.amendment.SignOffCheck;
import org.equipoise.audit.amendment.SignedAmendment;
import org.equipoise.audit.amendment.TouchedParts;
import org.equipoise.audit.ledger.LedgerVerification.Finding;
import org.equipoise.authoring.adoption.Amendment;
import org.equipoise.authoring.adoption.JsonTree;
import org.equipoise.authoring.adoption.Proposal;
import org.equipoise.authoring.adoption.TextPatch;
import org.equipoise.constitution.Constitution;
import org.equipoise.constitution.SignOff;
import org.equipoise.problem.InvalidInputException;
import org.jspecify.annotations.Nullable;

/**
 * Checks again what a ledger says of amendments: digests, keys, quorum, terms, and their order. The
 * constitutions before and after an adopted amendment are compared, so that none can call itself
 * ordinary that is not.
 */
final class AmendmentCheck {
  private final LedgerStore store;
  private final List<Finding> findings = new ArrayList<>();
  private final Map<String, Open> open = new HashMap<>();
  private @Nullable String amended;

  /** An amendment that was proposed. */
  private static final class Open {
    private final SignedAmendment proposed;
    private final List<AmendmentNote> signatures = new ArrayList<>();
    private final List<AmendmentNote> dissents = new ArrayList<>();
    private @Nullable String ended;

    Open(SignedAmendment proposed) {
      this.proposed = proposed;
    }

    SignedAmendment signed() {
      return proposed.with(signatures, dissents);
    }
  }

  AmendmentCheck(LedgerStore store) {
    this.store = store;
  }

  List<Finding> findings() {
    return findings;
  }

  /** Checks the next entry. */
  void add(Entry entry) throws IOException {
    if (!entry.kind().isAboutAmendment()) {
      return;
    }
    try {
      add(entry, JsonTree.parse(entry.body()));
    } catch (IllegalArgumentException e) {
      find(entry, "it says nothing that can be read of an amendment: " + e.getMessage());
    }
  }

  private void find(Entry entry, String what) {
    findings.add(new Finding(entry.sequence(), what));
  }

  private void add(Entry entry, JsonTree body) throws IOException {
    String digest = body.text("digest");
    if (entry.kind() == EntryKind.PROPOSED) {
      proposed(entry, body, digest);
      return;
    }
    Open about = open.get(digest);
    if (about == null) {
      find(entry, "it is about an amendment that was not proposed before");
      return;
    }
    if (!about.proposed.amendment().before().equals(entry.constitution())) {
      find(entry, "it names another constitution than the amendment");
    }
    if (about.ended != null && entry.kind() != EntryKind.DISSENTED) {
      find(entry, "the amendment was " + about.ended + " before");
    }
    switch (entry.kind()) {
      case SIGNED -> about.signatures.add(note(entry, body, about, AmendmentNote.Act.SIGNS));
      case DISSENTED -> about.dissents.add(note(entry, body, about, AmendmentNote.Act.DISSENTS));
      case REJECTED -> {
        note(entry, body, about, AmendmentNote.Act.REJECTS);
        about.ended = "rejected";
      }
      case LAPSED -> {
        if (!about.proposed.amendment().isOverAt(entry.time())) {
          find(entry, "the term of the amendment was not over");
        }
        about.ended = "lapsed";
      }
      default -> {
        adopted(entry, body, about);
        about.ended = "adopted";
      }
    }
  }

  private void proposed(Entry entry, JsonTree body, String digest) {
    Proposal proposal = Proposal.of(body);
    SignedAmendment proposed = new SignedAmendment(proposal);
    if (!digest.equals(proposed.digest())) {
      find(entry, "the digest is not that of the amendment: one of the two was altered");
    }
    if (!body.text("id").equals(proposal.amendment().id())) {
      find(entry, "it has another id than the amendment");
    }
    if (!proposal.amendment().before().equals(entry.constitution())) {
      find(entry, "it names another constitution than the amendment");
    }
    if (open.putIfAbsent(digest, new Open(proposed)) != null) {
      find(entry, "the amendment was proposed before");
    }
  }

  private AmendmentNote note(Entry entry, JsonTree body, Open about, AmendmentNote.Act act)
      throws IOException {
    AmendmentNote note = AmendmentNote.parse(body.text("note"));
    if (!note.digest().equals(about.proposed.digest()) || note.act() != act) {
      find(entry, "the note of `" + note.name() + "` is not on this amendment");
    }
    Optional<SignOff> signOff = signOff(about);
    boolean mayBeAnybody = act == AmendmentNote.Act.DISSENTS;
    if (!mayBeAnybody && signOff.flatMap(note::signer).isEmpty()) {
      find(entry, "`" + note.name() + "` did not sign, or has no key in the constitution before");
    }
    return note;
  }

  private Optional<SignOff> signOff(Open about) throws IOException {
    return Constitution.signOffOf(store.constitution(about.proposed.amendment().before()));
  }

  private void adopted(Entry entry, JsonTree body, Open about) throws IOException {
    SignedAmendment signed = about.signed();
    Amendment amendment = signed.amendment();
    if (!body.text("before").equals(amendment.before())
        || !body.text("after").equals(amendment.after())) {
      find(entry, "it leads from or to another constitution than the amendment");
    }
    if (amended != null && !amended.equals(amendment.before())) {
      find(entry, "it changes a constitution that was no longer in force: it was replayed");
    }
    amended = amendment.after();
    if (!body.texts("dissents").equals(AmendmentNote.digests(signed.dissents()))) {
      find(entry, "its dissents are not those that were recorded: one was withdrawn or added");
    }
    if (!body.texts("signatures").equals(AmendmentNote.digests(signed.signatures()))) {
      find(entry, "its signatures are not those that were recorded");
    }
    for (Refusal refusal :
        SignOffCheck.of(signed, signOff(about), touches(entry, signed), entry.time())) {
      find(entry, "it must not have been adopted: " + refusal);
    }
  }

  /** What an amendment touches, as the constitutions before and after it show. */
  private TouchedParts touches(Entry entry, SignedAmendment signed) throws IOException {
    Amendment amendment = signed.amendment();
    SortedMap<String, String> before = store.constitution(amendment.before());
    if (before.isEmpty()) {
      find(entry, "the constitution before it is missing");
      return TouchedParts.asSaid(amendment);
    }
    Map<String, String> after;
    try {
      after =
          TextPatch.parse(signed.proposal().patch())
              .ofConstitution(before.keySet())
              .onlyOn(Constitution::isPart)
              .applyTo(before);
      after.replaceAll((path, text) -> text.replace("\r\n", "\n"));
    } catch (IllegalArgumentException e) {
      find(entry, "the patch does not fit the constitution before it: " + e.getMessage());
      return TouchedParts.asSaid(amendment);
    }
    if (!Constitution.digestOf(after, amendment.semantics()).equals(amendment.after())) {
      find(entry, "the patch does not lead to the constitution that the amendment names");
      return TouchedParts.asSaid(amendment);
    }
    try {
      return TouchedParts.between(before, after);
    } catch (InvalidInputException e) {
      return TouchedParts.asSaid(
          amendment); // this engine or host no longer takes it; the digests hold
    }
  }
}
