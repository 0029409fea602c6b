package org.equipoise.annotation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.equipoise.annotation.QualityRatchet.Step;
import org.equipoise.annotation.QualityRatchet.Trend;
import org.junit.jupiter.api.Test;

/** Rises and falls of quality, where it is known whether there is one. */
class QualityRatchetTest {
  private static final int ITEMS = 150;
  private static final int SERIES = Integer.getInteger("equipoise.seeds", 200) < 200 ? 40 : 200;

  /** Generations of three annotators, each right as often as is said. */
  private static QualityRatchet ratchet(long seed, double... accuracies) {
    Random random = new Random(seed);
    Map<String, String> settled = new TreeMap<>();
    List<Panel> generations = new ArrayList<>();
    for (double accuracy : accuracies) {
      List<Annotation> labels = new ArrayList<>();
      for (int item = 0; item < ITEMS; item++) {
        settled.put("i" + item, "yes");
        for (int a = 0; a < 3; a++) {
          String label = random.nextDouble() < accuracy ? "yes" : "no";
          labels.add(new Annotation("i" + item, "a" + a, label, null));
        }
      }
      generations.add(Panel.of(labels));
    }
    return QualityRatchet.of(generations, settled, 0.05);
  }

  /** Every look counts: what a bet has won at its best is compared, after each item. */
  @Test
  void whereNothingChangesFewAreAlarmedHoweverOftenTheyLook() {
    int alarms = 0;
    for (long seed = 0; seed < SERIES; seed++) {
      boolean isAlarm =
          ratchet(seed, 0.8, 0.8, 0.8, 0.8).steps().stream()
              .anyMatch(it -> it.trend() == Trend.FALL);
      alarms += isAlarm ? 1 : 0;
    }
    assertTrue(
        alarms <= 0.08 * SERIES, alarms + " of " + SERIES + "; one in 20 is expected at most");
  }

  @Test
  void aFallIsAnAlarmAndARiseIsSeen() {
    int told = 0;
    for (long seed = 0; seed < 20; seed++) {
      List<Step> steps = ratchet(seed, 0.7, 0.9, 0.65).steps();
      boolean isRise = steps.get(0).trend() == Trend.RISE;
      told += isRise && steps.get(1).trend() == Trend.FALL ? 1 : 0;
      assertEquals(2, steps.get(0).generation());
      assertEquals(ITEMS, steps.get(0).items());
    }
    assertTrue(told >= 19, told + " of 20");
  }
}
