package org.equipoise.audit.amendment;

import java.util.List;
import java.util.Map;
import org.equipoise.authoring.adoption.AmendedPart;
import org.equipoise.authoring.adoption.Amendment;
import org.equipoise.authoring.adoption.Proposal;
import org.equipoise.authoring.ratchet.Ratchet;
import org.equipoise.authoring.ratchet.RatchetInput;
import org.equipoise.authoring.ratchet.RatchetReport;
import org.equipoise.authoring.ratchet.Signed;
import org.equipoise.constitution.Constitution;

/**
 * What an amendment really touches and changes, so that none can call itself ordinary, or hide a
 * change from those who sign. Immutable.
 *
 * @param touches as {@link Amendment#touches}
 * @param changes as {@link Amendment#changes}
 */
public record TouchedParts(List<String> touches, List<AmendedPart> changes) {

  public TouchedParts {
    touches = List.copyOf(touches);
    changes = List.copyOf(changes);
  }

  /**
   * Returns what is touched between two constitutions.
   *
   * @param report what the ratchet says of them
   */
  public static TouchedParts between(
      Constitution before, Constitution after, RatchetReport report) {
    return new TouchedParts(
        Proposal.touches(before, after, report), Proposal.changes(before, after));
  }

  /**
   * Finds out what is touched between two constitutions.
   *
   * @param before the files of the one, text by path
   * @param after the files of the other
   * @throws org.equipoise.problem.InvalidInputException if this engine takes one of them no longer
   */
  public static TouchedParts between(Map<String, String> before, Map<String, String> after) {
    Constitution one = Constitution.of(before);
    Constitution other = Constitution.of(after);
    return between(one, other, new Ratchet(one, other, RatchetInput.NONE, Signed.NOTHING).report());
  }

  /** Returns what an amendment says that it touches, where nothing can be found out. */
  public static TouchedParts asSaid(Amendment amendment) {
    return new TouchedParts(amendment.touches(), amendment.changes());
  }
}
