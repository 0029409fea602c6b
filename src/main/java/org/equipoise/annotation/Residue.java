package org.equipoise.annotation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.equipoise.problem.internal.NaturalOrder;
import org.jspecify.annotations.Nullable;

/**
 * What stays of the labels of a panel when annotators are left out: for each item, the smallest set
 * of annotators without whom its label falls. A label stands if more annotators give it than any
 * other, in the whole panel, and in every group of every grouping of which somebody is left who
 * labelled the item. Exact. Immutable.
 *
 * @param items in the order of the panel
 */
public record Residue(List<Survival> items) {

  /**
   * How firmly the label of an item stands.
   *
   * @param label what most annotators gave; null if several labels are even
   * @param overturning the smallest set of annotators without whom the label falls, the first in
   *     the order of the panel if several are as small; empty if it does not stand at all
   * @param where in what it falls: empty for the whole panel, or {@code GROUPING/GROUP}
   */
  public record Survival(
      String item, @Nullable String label, List<String> overturning, String where) {

    public Survival {
      overturning = List.copyOf(overturning);
    }

    /** Returns whether the label stands whichever {@code k} annotators or fewer are left out. */
    public boolean survives(int k) {
      return overturning.size() > k;
    }
  }

  public Residue {
    items = List.copyOf(items);
  }

  /**
   * Returns the residue of a panel.
   *
   * @param groupings for each name of a grouping, the group of each annotator; whoever it does not
   *     name is in none of its groups
   */
  public static Residue of(Panel panel, Map<String, Map<String, String>> groupings) {
    Map<String, List<Integer>> groups = new TreeMap<>(NaturalOrder.INSTANCE);
    groupings.forEach(
        (grouping, groupOf) -> {
          for (int a = 0; a < panel.annotators().size(); a++) {
            String group = groupOf.get(panel.annotators().get(a));
            if (group != null) {
              groups.computeIfAbsent(grouping + "/" + group, it -> new ArrayList<>()).add(a);
            }
          }
        });
    List<Survival> items = new ArrayList<>();
    for (int item = 0; item < panel.items().size(); item++) {
      items.add(survival(panel, item, groups));
    }
    return new Residue(items);
  }

  private static Survival survival(Panel panel, int item, Map<String, List<Integer>> groups) {
    String name = panel.items().get(item);
    int label = panel.majority(item);
    if (label == Panel.NONE) {
      return new Survival(name, null, List.of(), "");
    }
    List<Integer> all = new ArrayList<>();
    for (int a = 0; a < panel.annotators().size(); a++) {
      all.add(a);
    }
    int[] counts = counts(panel, item, all);
    List<Integer> smallest = holders(panel, item, label, all, counts[label] - rival(counts, label));
    String where = "";
    for (Map.Entry<String, List<Integer>> group : groups.entrySet()) {
      int[] own = counts(panel, item, group.getValue());
      int rival = rival(own, label);
      // A group of which nobody is left has no label that differs.
      if (rival > 0 && Math.max(0, own[label] - rival) < smallest.size()) {
        smallest = holders(panel, item, label, group.getValue(), Math.max(0, own[label] - rival));
        where = group.getKey();
      }
    }
    return new Survival(
        name,
        panel.labels().get(label),
        smallest.stream().map(panel.annotators()::get).toList(),
        where);
  }

  private static int[] counts(Panel panel, int item, List<Integer> annotators) {
    int[] counts = new int[panel.labels().size()];
    for (int a : annotators) {
      if (panel.label(item, a) != Panel.NONE) {
        counts[panel.label(item, a)]++;
      }
    }
    return counts;
  }

  private static int rival(int[] counts, int label) {
    int most = 0;
    for (int k = 0; k < counts.length; k++) {
      most = k == label ? most : Math.max(most, counts[k]);
    }
    return most;
  }

  private static List<Integer> holders(
      Panel panel, int item, int label, List<Integer> of, int number) {
    return of.stream().filter(it -> panel.label(item, it) == label).limit(number).toList();
  }
}
