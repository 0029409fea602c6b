package org.equipoise.consultation.slate;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether a slate stands for every large group of voters who agree. Immutable.
 *
 * @param justified null if it has justified representation (JR; H. Aziz and others 2017), else a
 *     group that it leaves without any statement
 * @param proportional null if it has EJR+ (M. Brill and J. Peters 2023), else a group that it gives
 *     too few statements
 */
public record Representation(@Nullable Neglect justified, @Nullable Neglect proportional) {
  /**
   * A group of voters that a slate neglects: all approve of a statement that is not in the slate,
   * they are enough for so many of the seats, and each approves of fewer statements in the slate.
   *
   * @param statement that all of them approve of
   * @param seats to how many the group is entitled
   * @param voters how many they are
   */
  public record Neglect(String statement, int seats, int voters) {}

  /**
   * Checks a slate, in whole numbers. Of the groups that are neglected it names the one that is
   * entitled to the fewest seats, then the largest, then the first by the order of statements.
   *
   * @param slate the ids of its statements; it may have fewer than there are seats
   */
  public static Representation of(Election election, List<String> slate) {
    Set<String> chosen = new HashSet<>(slate);
    int[] approved = new int[election.voters()];
    for (int s = 0; s < election.statements().size(); s++) {
      if (chosen.contains(election.statements().get(s))) {
        for (int voter : election.approvers(s)) {
          approved[voter]++;
        }
      }
    }
    Neglect worst = null;
    for (int entitled = 1; entitled <= election.seats() && worst == null; entitled++) {
      for (int s = 0; s < election.statements().size(); s++) {
        if (chosen.contains(election.statements().get(s))) {
          continue;
        }
        int voters = 0;
        for (int voter : election.approvers(s)) {
          voters += approved[voter] < entitled ? 1 : 0;
        }
        boolean isEnough =
            voters > 0 && (long) voters * election.seats() >= (long) entitled * election.voters();
        if (isEnough && (worst == null || voters > worst.voters())) {
          worst = new Neglect(election.statements().get(s), entitled, voters);
        }
      }
    }
    return new Representation(worst != null && worst.seats() == 1 ? worst : null, worst);
  }
}
