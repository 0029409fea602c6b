package org.equipoise.annotation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.equipoise.annotation.Residue.Survival;
import org.junit.jupiter.api.Test;

/** The labels that stand, against leaving out every set of annotators. */
class ResidueTest {
  private static final int SEEDS = Math.min(100, Integer.getInteger("equipoise.seeds", 60));
  private static final int ANNOTATORS = 9;

  /** Whether a label leads everywhere, without the annotators whose bits are set. */
  private static boolean stands(
      Panel panel, int item, int label, int without, Map<String, Map<String, String>> groupings) {
    Map<String, Integer> lead = new TreeMap<>();
    for (int a = 0; a < panel.annotators().size(); a++) {
      if ((without >> a & 1) == 0 && panel.label(item, a) != Panel.NONE) {
        List<String> parts = new ArrayList<>(List.of(""));
        for (Map.Entry<String, Map<String, String>> each : groupings.entrySet()) {
          String group = each.getValue().get(panel.annotators().get(a));
          if (group != null) {
            parts.add(each.getKey() + "/" + group);
          }
        }
        for (String part : parts) {
          lead.merge(part + " " + panel.label(item, a), 1, Integer::sum);
          lead.merge(part + " " + label, 0, Integer::sum);
        }
      }
    }
    if (lead.isEmpty()) {
      return false;
    }
    for (Map.Entry<String, Integer> each : lead.entrySet()) {
      String part = each.getKey().substring(0, each.getKey().lastIndexOf(' '));
      boolean isOwn = each.getKey().equals(part + " " + label);
      if (!isOwn && each.getValue() >= lead.getOrDefault(part + " " + label, 0)) {
        return false;
      }
    }
    return true;
  }

  private static int mask(Panel panel, List<String> annotators) {
    int mask = 0;
    for (String each : annotators) {
      mask |= 1 << panel.annotators().indexOf(each);
    }
    return mask;
  }

  @Test
  void aLabelStandsExactlyIfNoSmallSetOfAnnotatorsOverturnsIt() {
    int fell = 0;
    for (int seed = 0; seed < SEEDS; seed++) {
      Random random = new Random(seed);
      List<Annotation> labels = new ArrayList<>();
      Map<String, Map<String, String>> groupings = new HashMap<>();
      for (int a = 0; a < ANNOTATORS; a++) {
        for (String grouping : seed % 3 == 0 ? List.<String>of() : List.of("age", "land")) {
          if (random.nextInt(6) > 0) {
            groupings
                .computeIfAbsent(grouping, it -> new HashMap<>())
                .put("a" + a, "g" + random.nextInt(2));
          }
        }
        for (int item = 0; item < 8; item++) {
          if (random.nextInt(6) > 0) {
            String label = random.nextInt(4) > 0 ? "x" : random.nextBoolean() ? "y" : "z";
            labels.add(new Annotation("i" + item, "a" + a, label, null));
          }
        }
      }
      Panel panel = Panel.of(labels);
      for (Survival found : Residue.of(panel, groupings).items()) {
        int item = panel.items().indexOf(found.item());
        int label = panel.majority(item);
        if (label == Panel.NONE) {
          assertTrue(!found.survives(0), found.toString());
          continue;
        }
        int smallest = ANNOTATORS + 1;
        for (int without = 0; without < 1 << panel.annotators().size(); without++) {
          if (!stands(panel, item, label, without, groupings)) {
            smallest = Math.min(smallest, Integer.bitCount(without));
          }
        }
        assertEquals(smallest, found.overturning().size(), seed + ": " + found);
        int mask = mask(panel, found.overturning());
        assertTrue(!stands(panel, item, label, mask, groupings), seed + ": " + found);
        for (int k = 0; k <= 3; k++) {
          assertEquals(smallest > k, found.survives(k), seed + ": " + found);
          fell += smallest > k ? 0 : 1;
        }
      }
    }
    assertTrue(fell > SEEDS, "only " + fell + " labels fell");
  }
}
