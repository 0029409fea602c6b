package org.equipoise.audit.adoption;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.equipoise.audit.amendment.AmendmentNote;
import org.equipoise.audit.amendment.SignedAmendment;
import org.equipoise.audit.ledger.DamagedLedgerException;
import org.equipoise.audit.ledger.Entry;
import org.equipoise.audit.ledger.Ledger;
import org.equipoise.authoring.adoption.JsonTree;
import org.equipoise.authoring.adoption.Proposal;
import org.jspecify.annotations.Nullable;

/** The amendments in a ledger, in the order in which they were proposed. */
final class RecordedAmendments {
  /** The outcome of one that was adopted. */
  static final String ADOPTED = "adopted";

  private final Map<String, Recorded> byDigest = new LinkedHashMap<>();

  /**
   * An amendment as it was recorded.
   *
   * @param outcome {@code adopted}, {@code rejected}, {@code lapsed}, or null while it is open
   * @param at when it came to that; null while it is open
   * @param why why it was rejected or lapsed, in words, or null
   */
  record Recorded(
      SignedAmendment signed,
      @Nullable String outcome,
      @Nullable Instant at,
      @Nullable String why) {

    Recorded with(List<AmendmentNote> signatures, List<AmendmentNote> dissents) {
      return new Recorded(signed.with(signatures, dissents), outcome, at, why);
    }

    Recorded ended(String how, Instant when, @Nullable String reason) {
      return new Recorded(signed, how, when, reason);
    }
  }

  private RecordedAmendments() {}

  /**
   * Reads a ledger. What it says is not verified.
   *
   * @throws DamagedLedgerException if an entry cannot be read
   */
  static RecordedAmendments of(Ledger ledger) {
    RecordedAmendments all = new RecordedAmendments();
    try (Ledger.Entries entries = ledger.entries()) {
      while (entries.hasNext()) {
        Entry entry = entries.next();
        if (entry.kind().isAboutAmendment()) {
          all.add(entry);
        }
      }
    }
    return all;
  }

  private void add(Entry entry) {
    try {
      JsonTree body = JsonTree.parse(entry.body());
      String digest = body.text("digest");
      switch (entry.kind()) {
        case PROPOSED ->
            byDigest.putIfAbsent(
                digest, new Recorded(new SignedAmendment(Proposal.of(body)), null, null, null));
        case SIGNED -> note(digest, body, true);
        case DISSENTED -> note(digest, body, false);
        case REJECTED -> {
          AmendmentNote note = AmendmentNote.parse(body.text("note"));
          String why = "by " + note.name() + ": " + note.because();
          byDigest.computeIfPresent(digest, (any, it) -> it.ended("rejected", entry.time(), why));
        }
        case LAPSED ->
            byDigest.computeIfPresent(
                digest, (any, it) -> it.ended("lapsed", entry.time(), body.text("why")));
        default ->
            byDigest.computeIfPresent(digest, (any, it) -> it.ended(ADOPTED, entry.time(), null));
      }
    } catch (IllegalArgumentException e) {
      throw new DamagedLedgerException(entry.sequence(), String.valueOf(e.getMessage()));
    }
  }

  private void note(String digest, JsonTree body, boolean isSignature) {
    AmendmentNote note = AmendmentNote.parse(body.text("note"));
    byDigest.computeIfPresent(
        digest,
        (any, it) -> {
          List<AmendmentNote> signatures = new ArrayList<>(it.signed().signatures());
          List<AmendmentNote> dissents = new ArrayList<>(it.signed().dissents());
          (isSignature ? signatures : dissents).add(note);
          return it.with(signatures, dissents);
        });
  }

  Optional<Recorded> get(String digest) {
    return Optional.ofNullable(byDigest.get(digest));
  }

  List<Recorded> all() {
    return List.copyOf(byDigest.values());
  }
}
