package org.equipoise.audit.adoption;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.equipoise.audit.amendment.Refusal;
import org.equipoise.audit.amendment.Refusal.Ground;
import org.equipoise.audit.amendment.SignOffCheck;
import org.equipoise.audit.amendment.SignedAmendment;
import org.equipoise.audit.amendment.TouchedParts;
import org.equipoise.audit.ledger.Entry;
import org.equipoise.audit.ledger.EntryKind;
import org.equipoise.audit.ledger.Ledger;
import org.equipoise.authoring.adoption.Amendment;
import org.equipoise.authoring.adoption.TextPatch;
import org.equipoise.constitution.Constitution;
import org.equipoise.constitution.Semantics;
import org.equipoise.problem.InvalidInputException;
import org.equipoise.service.governor.AdoptionPolicy;
import org.equipoise.service.governor.NotAdoptedException;
import org.jspecify.annotations.Nullable;

/**
 * Lets a constitution come into force only if the amendments in its folder lead to it, each signed
 * as the constitution before it asks for. They must begin at the constitution in force, or at one
 * that the host trusts. The patches are taken back one by one, so the folder alone shows what the
 * constitutions before were. Thread-safe.
 */
public final class AdoptedConstitutions implements AdoptionPolicy {
  private final Path folder;
  private final Set<String> trusted;

  private AdoptedConstitutions(Path folder, Set<String> trusted) {
    this.folder = folder;
    this.trusted = Set.copyOf(trusted);
  }

  /**
   * Returns the policy for a folder.
   *
   * @param trusted the digests of constitutions that may come into force without an amendment; if
   *     there are none, the one at which the amendments begin is trusted at the start
   */
  public static AdoptedConstitutions in(Path folder, Set<String> trusted) {
    return new AdoptedConstitutions(folder, trusted);
  }

  /**
   * Returns the policy for a folder whose constitutions a ledger records: the first that came into
   * force is trusted. If the ledger is empty, that is the one at the start.
   */
  public static AdoptedConstitutions in(Path folder, Ledger ledger) {
    try (Ledger.Entries entries = ledger.entries()) {
      while (entries.hasNext()) {
        Entry entry = entries.next();
        String digest = entry.constitution();
        if (entry.kind() == EntryKind.ADOPTION && digest != null) {
          return new AdoptedConstitutions(folder, Set.of(digest));
        }
      }
    }
    return new AdoptedConstitutions(folder, Set.of());
  }

  @Override
  public void require(@Nullable Constitution inForce, Constitution next) {
    if (next.signOff().isEmpty()) {
      throw new NotAdoptedException(
          "the constitution " + next.digest() + " has no `signOff`, so nobody can adopt it");
    }
    List<SignedAmendment> amendments;
    try {
      amendments = AmendmentFolder.read(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Map<String, String> files = next.files();
    int left = amendments.size();
    while (!isKnown(inForce, files)) {
      Optional<SignedAmendment> last = leadingTo(amendments, files);
      if (last.isEmpty()) {
        boolean isFirst = amendments.isEmpty() || left < amendments.size();
        if (inForce == null && trusted.isEmpty() && isFirst) {
          return; // the one at which they begin
        }
        throw new NotAdoptedException(
            "the constitution "
                + Constitution.digestOf(files, Semantics.VERSION)
                + " was not adopted: no amendment leads to it");
      }
      if (left-- == 0) {
        throw new NotAdoptedException("the amendments lead in a circle");
      }
      files = before(last.get(), files);
    }
  }

  private boolean isKnown(@Nullable Constitution inForce, Map<String, String> files) {
    return (inForce != null && inForce.files().equals(files))
        || Semantics.replayed().stream()
            .anyMatch(it -> trusted.contains(Constitution.digestOf(files, it)));
  }

  private static Optional<SignedAmendment> leadingTo(
      List<SignedAmendment> amendments, Map<String, String> files) {
    return amendments.stream()
        .filter(
            it ->
                Constitution.digestOf(files, it.amendment().semantics())
                    .equals(it.amendment().after()))
        .reduce((earlier, later) -> later);
  }

  /** The files before an amendment, which must have been signed as they ask for. */
  private static Map<String, String> before(SignedAmendment signed, Map<String, String> after) {
    Amendment amendment = signed.amendment();
    Map<String, String> before;
    TouchedParts touches;
    try {
      before =
          TextPatch.parse(signed.proposal().patch())
              .ofConstitution(after.keySet())
              .onlyOn(Constitution::isPart)
              .reversed()
              .applyTo(after);
      if (!Constitution.digestOf(before, amendment.semantics()).equals(amendment.before())) {
        throw new NotAdoptedException(
            "the patch of `" + amendment.id() + "` does not lead from the constitution it names");
      }
      touches = TouchedParts.between(before, after);
    } catch (IllegalArgumentException | InvalidInputException e) {
      throw new NotAdoptedException(
          "the patch of `" + amendment.id() + "` cannot be taken back: " + e.getMessage());
    }
    for (Refusal refusal :
        SignOffCheck.of(signed, Constitution.signOffOf(before), touches, amendment.time())) {
      if (refusal.ground() != Ground.TERM) { // when it was adopted, only a ledger knows
        throw new NotAdoptedException("`" + amendment.id() + "` was not adopted: " + refusal);
      }
    }
    return before;
  }
}
