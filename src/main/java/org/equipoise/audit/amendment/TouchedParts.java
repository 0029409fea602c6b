package org.equipoise.audit.amendment;

import java.util.List;
import java.util.Map;
import org.equipoise.authoring.adoption.Amendment;
import org.equipoise.authoring.adoption.Proposal;
import org.equipoise.authoring.ratchet.Ratchet;
import org.equipoise.authoring.ratchet.RatchetInput;
import org.equipoise.authoring.ratchet.Signed;
import org.equipoise.constitution.Constitution;

/** Finds out again what an amendment touches, so that none can call itself ordinary. */
public final class TouchedParts {
  private TouchedParts() {}

  /**
   * Returns what an amendment between two constitutions touches, as {@link Amendment#touches}.
   *
   * @param before the files of the one, text by path
   * @param after the files of the other
   * @throws org.equipoise.problem.InvalidInputException if this engine takes one of them no longer
   */
  public static List<String> between(Map<String, String> before, Map<String, String> after) {
    Constitution one = Constitution.of(before);
    Constitution other = Constitution.of(after);
    return Proposal.touches(
        one, other, new Ratchet(one, other, RatchetInput.NONE, Signed.NOTHING).report());
  }
}
