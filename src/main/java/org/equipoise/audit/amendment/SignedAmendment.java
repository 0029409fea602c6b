package org.equipoise.audit.amendment;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.equipoise.audit.amendment.AmendmentNote.Act;
import org.equipoise.audit.ledger.transparency.SigningKey;
import org.equipoise.authoring.adoption.Amendment;
import org.equipoise.authoring.adoption.JsonTree;
import org.equipoise.authoring.adoption.Proposal;
import org.jspecify.annotations.Nullable;

/**
 * A proposal with what people signed: the file of an amendment. Immutable.
 *
 * @param proposal the proposal
 * @param signatures the notes of those who sign
 * @param dissents the notes of those who dissent
 */
public record SignedAmendment(
    Proposal proposal, List<AmendmentNote> signatures, List<AmendmentNote> dissents) {

  public SignedAmendment {
    signatures = List.copyOf(signatures);
    dissents = List.copyOf(dissents);
  }

  /** A proposal that nobody signed yet. */
  public SignedAmendment(Proposal proposal) {
    this(proposal, List.of(), List.of());
  }

  /**
   * Parses the file of an amendment. Verifies nothing.
   *
   * @throws IllegalArgumentException if it is none; the message names the field
   */
  public static SignedAmendment parse(String text) {
    JsonTree tree = JsonTree.parse(text);
    tree.only("amendment", "dissents", "effects", "patch", "signatures");
    return new SignedAmendment(
        Proposal.of(tree), notes(tree, "signatures"), notes(tree, "dissents"));
  }

  private static List<AmendmentNote> notes(JsonTree tree, String field) {
    return tree.texts(field).stream().map(AmendmentNote::parse).toList();
  }

  /** Returns the file in canonical JSON, with a line end. */
  public String text() {
    Map<String, @Nullable Object> tree = new TreeMap<>();
    tree.put("amendment", amendment().tree());
    tree.put("patch", proposal.patch());
    tree.put("effects", proposal.effects());
    tree.put("signatures", signatures.stream().map(AmendmentNote::note).toList());
    tree.put("dissents", dissents.stream().map(AmendmentNote::note).toList());
    return JsonTree.canonical(tree) + "\n";
  }

  /** Returns what is signed. */
  public Amendment amendment() {
    return proposal.amendment();
  }

  /** Returns the digest of what is signed. */
  public String digest() {
    return amendment().digest();
  }

  /** Returns this with a signature, which names all dissents that are there. */
  public SignedAmendment sign(SigningKey key, Instant time) {
    return sign(key, time, null);
  }

  /**
   * Returns this with a signature, which names all dissents that are there.
   *
   * @param interest the conflict of interest that the signer declares; null for none
   */
  public SignedAmendment sign(SigningKey key, Instant time, @Nullable String interest) {
    List<AmendmentNote> more = new ArrayList<>(signatures);
    more.add(
        AmendmentNote.sign(
            digest(), Act.SIGNS, time, null, AmendmentNote.digests(dissents), interest, key));
    return new SignedAmendment(proposal, more, dissents);
  }

  /** Returns this with a dissent. */
  public SignedAmendment dissent(SigningKey key, Instant time, String because) {
    return dissent(key, time, because, null);
  }

  /**
   * Returns this with a dissent.
   *
   * @param interest the conflict of interest that is declared; null for none
   */
  public SignedAmendment dissent(
      SigningKey key, Instant time, String because, @Nullable String interest) {
    List<AmendmentNote> more = new ArrayList<>(dissents);
    more.add(AmendmentNote.sign(digest(), Act.DISSENTS, time, because, List.of(), interest, key));
    return new SignedAmendment(proposal, signatures, more);
  }

  /**
   * Returns this with a note that somebody signed elsewhere. Verifies no signature.
   *
   * @throws IllegalArgumentException if the note is not on this amendment, or rejects it
   */
  public SignedAmendment with(AmendmentNote note) {
    if (!note.digest().equals(digest())) {
      throw new IllegalArgumentException("the note is not on this amendment as it is now");
    }
    List<AmendmentNote> signed = new ArrayList<>(signatures);
    List<AmendmentNote> dissented = new ArrayList<>(dissents);
    switch (note.act()) {
      case SIGNS -> signed.add(note);
      case DISSENTS -> dissented.add(note);
      case REJECTS ->
          throw new IllegalArgumentException("a rejection is no signature; `reject` records it");
    }
    return new SignedAmendment(proposal, signed, dissented);
  }

  /** Returns the note of who rejects it. */
  public AmendmentNote reject(SigningKey key, Instant time, String because) {
    return AmendmentNote.sign(digest(), Act.REJECTS, time, because, List.of(), null, key);
  }

  /** Returns this with other notes. */
  public SignedAmendment with(List<AmendmentNote> signed, List<AmendmentNote> dissented) {
    return new SignedAmendment(proposal, signed, dissented);
  }
}
