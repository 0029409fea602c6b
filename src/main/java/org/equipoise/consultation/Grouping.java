package org.equipoise.consultation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.equipoise.problem.internal.NaturalOrder;

/**
 * A division of participants into groups. Immutable and safe to share between threads.
 *
 * @param names of the groups, in order
 * @param groupOf for each participant the number of the group, from 0; -1 for who is in none
 */
public record Grouping(List<String> names, List<Integer> groupOf) {
  public Grouping {
    names = List.copyOf(names);
    groupOf = List.copyOf(groupOf);
    for (int group : groupOf) {
      if (group < -1 || group >= names.size()) {
        throw new IllegalArgumentException("there is no group " + group);
      }
    }
  }

  /**
   * Returns the groups that participants are named to be in.
   *
   * @param groups by participant; who is absent is in no group
   */
  public static Grouping of(Votes votes, Map<String, String> groups) {
    TreeSet<String> names = new TreeSet<>(NaturalOrder.INSTANCE);
    votes.participants().stream().filter(groups::containsKey).map(groups::get).forEach(names::add);
    List<String> sorted = List.copyOf(names);
    List<Integer> groupOf = new ArrayList<>();
    for (String participant : votes.participants()) {
      String group = groups.get(participant);
      groupOf.add(group == null ? -1 : sorted.indexOf(group));
    }
    return new Grouping(sorted, groupOf);
  }

  /** Returns how many participants a group has. */
  public int size(int group) {
    return (int) groupOf.stream().filter(it -> it == group).count();
  }
}
