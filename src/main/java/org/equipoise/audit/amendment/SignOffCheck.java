package org.equipoise.audit.amendment;

import com.google.common.collect.Sets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.equipoise.audit.amendment.AmendmentNote.Act;
import org.equipoise.audit.amendment.Refusal.Ground;
import org.equipoise.authoring.adoption.AmendedPart;
import org.equipoise.authoring.adoption.Amendment;
import org.equipoise.authoring.adoption.JsonTree;
import org.equipoise.constitution.SignOff;
import org.equipoise.constitution.SignOff.Requirement;

/**
 * Whether an amendment was signed as the constitution before it asks for. Every place that asks so
 * asks here: an adoption, the verification of a ledger, and a governor that takes only adopted
 * constitutions.
 */
public final class SignOffCheck {
  private final SignedAmendment signed;
  private final Amendment amendment;
  private final Optional<SignOff> signOff;
  private final List<Refusal> refusals = new ArrayList<>();

  private SignOffCheck(SignedAmendment signed, Optional<SignOff> signOff) {
    this.signed = signed;
    this.amendment = signed.amendment();
    this.signOff = signOff;
  }

  /**
   * Checks the parts of an amendment against what is signed, and the signatures.
   *
   * @param before who may sign, from the constitution before the amendment
   * @param real what the amendment really touches and changes
   * @param at when it is adopted
   * @return every reason not to adopt it; empty if there is none
   */
  public static List<Refusal> of(
      SignedAmendment signed, Optional<SignOff> before, TouchedParts real, Instant at) {
    SignOffCheck check = new SignOffCheck(signed, before);
    check.parts(real);
    check.notes();
    check.term(at);
    return List.copyOf(check.refusals);
  }

  private void refuse(Ground ground, String why) {
    refusals.add(new Refusal(ground, why));
  }

  private void parts(TouchedParts real) {
    if (!JsonTree.digest(signed.proposal().patch()).equals(amendment.patch())) {
      refuse(Ground.DIGEST, "the patch is not the one that the amendment names: it was altered");
    }
    String effects = JsonTree.canonical(signed.proposal().effects());
    if (!JsonTree.digest(effects).equals(amendment.effects())) {
      refuse(
          Ground.DIGEST, "the effects are not those that the amendment names: they were altered");
    }
    if (!new TreeSet<>(real.touches()).equals(new TreeSet<>(amendment.touches()))) {
      refuse(
          Ground.DIGEST,
          "the amendment says that it touches "
              + listed(amendment.touches())
              + ", but it touches "
              + listed(real.touches()));
    }
    Set<String> said = inShort(amendment.changes());
    Set<String> done = inShort(real.changes());
    if (!said.equals(done)) {
      refuse(
          Ground.DIGEST,
          "the amendment says that it makes other changes than it makes: "
              + listed(Sets.symmetricDifference(said, done)));
    }
  }

  /** Changes without their texts, of which the digests speak. */
  private static Set<String> inShort(List<AmendedPart> changes) {
    return changes.stream()
        .map(it -> it.kind() + " " + it.subject() + " " + it.name())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String listed(Collection<String> words) {
    return words.isEmpty() ? "nothing special" : String.join(", ", new TreeSet<>(words));
  }

  private void notes() {
    Set<String> dissents = new TreeSet<>();
    for (AmendmentNote dissent : signed.dissents()) {
      dissents.add(dissent.ownDigest());
      isOnThis(dissent, Act.DISSENTS);
    }
    Set<String> signers = new LinkedHashSet<>();
    for (AmendmentNote signature : signed.signatures()) {
      if (!isOnThis(signature, Act.SIGNS)) {
        continue;
      }
      for (String seen : signature.despite()) {
        if (!dissents.contains(seen)) {
          refuse(
              Ground.DIGEST,
              "a dissent is gone that was there when `" + signature.name() + "` signed");
        }
      }
      signOff.flatMap(signature::signer).ifPresent(signers::add);
    }
    if (signOff.isEmpty()) {
      refuse(
          Ground.QUORUM,
          "the constitution before it does not say who may sign: it has no `signOff`");
    } else {
      quorum(signOff.get(), signers);
    }
  }

  /** Whether a note is on this amendment; if not, that is a reason. */
  private boolean isOnThis(AmendmentNote note, Act act) {
    if (note.digest().equals(signed.digest()) && note.act() == act) {
      return true;
    }
    refuse(
        Ground.DIGEST,
        "the "
            + (act == Act.SIGNS ? "signature" : "dissent")
            + " of `"
            + note.name()
            + "` is void: it is not on this amendment as it is now");
    return false;
  }

  private void quorum(SignOff by, Set<String> signers) {
    Map<String, Integer> signedBy = new TreeMap<>();
    signers.forEach(key -> by.role(key).ifPresent(it -> signedBy.merge(it, 1, Integer::sum)));
    Requirement needed = needed(by);
    int least = 0;
    boolean isShort = false;
    for (Map.Entry<String, Integer> each : needed.signatures().entrySet()) {
      int have = signedBy.getOrDefault(each.getKey(), 0);
      least += each.getValue();
      if (have < each.getValue()) {
        isShort = true;
        refuse(
            Ground.QUORUM,
            "of `"
                + each.getKey()
                + "` "
                + each.getValue()
                + " must sign, and "
                + have
                + (have == 1 ? " has" : " have"));
      }
    }
    if (isPermanentException() && !isShort && signers.size() < least + 1) {
      refuse(
          Ground.QUORUM,
          "an exception without a term needs one more signature: "
              + (least + 1)
              + " must sign, and "
              + signers.size()
              + (signers.size() == 1 ? " has" : " have"));
    }
  }

  private boolean isPermanentException() {
    return amendment.until() == null && amendment.touches().contains(Amendment.EXCEPTION);
  }

  private Requirement needed(SignOff by) {
    Requirement needed = by.ordinary();
    if (amendment.touches().contains(Amendment.ENTRENCHED)) {
      needed = needed.and(by.entrenched());
    }
    return amendment.touches().contains(Amendment.UNSETTLED) ? needed.and(by.unsettle()) : needed;
  }

  private void term(Instant at) {
    int days = signOff.map(it -> needed(it).days()).orElse(0);
    Instant open = amendment.time().plus(Duration.ofDays(days));
    if (at.isBefore(open)) {
      refuse(
          Ground.TERM,
          "it lies open for " + days + (days == 1 ? " day" : " days") + ", until " + open);
    }
    if (amendment.isOverAt(at)) {
      refuse(
          Ground.TERM,
          "its term ended on " + amendment.until() + ", and the signatures on it with that");
    }
  }
}
