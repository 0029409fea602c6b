package org.equipoise.decision;

import static org.equipoise.constitution.Action.ALLOW;
import static org.equipoise.constitution.Action.BLOCK;
import static org.equipoise.constitution.Action.ESCALATE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.equipoise.constitution.Action;
import org.equipoise.constitution.Combination;
import org.equipoise.decision.Combining.Voice;
import org.junit.jupiter.api.Test;

class CombiningTest {
  private static final List<Action> ACTIONS = List.of(ALLOW, ESCALATE, BLOCK);

  private static Voice voice(Action action, String weight) {
    return new Voice(action, new BigDecimal(weight));
  }

  private static Action combined(Combination how, Action... actions) {
    return Combining.combine(how, Stream.of(actions).map(it -> voice(it, "1")).toList());
  }

  /** All lists of up to some voices, with weights 0.1, 0.2 and 0.3. */
  private static List<List<Voice>> all(int most) {
    List<List<Voice>> all = new ArrayList<>();
    List<List<Voice>> longest = List.of(List.of());
    for (int length = 1; length <= most; length++) {
      List<List<Voice>> longer = new ArrayList<>();
      for (List<Voice> each : longest) {
        for (Action action : ACTIONS) {
          for (String weight : List.of("0.1", "0.2", "0.3")) {
            List<Voice> more = new ArrayList<>(each);
            more.add(voice(action, weight));
            longer.add(more);
          }
        }
      }
      all.addAll(longer);
      longest = longer;
    }
    return all;
  }

  private static long tenths(List<Voice> voices, Action action) {
    return voices.stream()
        .filter(it -> it.action() == action)
        .mapToLong(it -> it.weight().movePointRight(1).longValueExact())
        .sum();
  }

  private static long count(List<Voice> voices, Action action) {
    return voices.stream().filter(it -> it.action() == action).count();
  }

  /** What each way says, in the plainest words. */
  private static Action expected(Combination how, List<Voice> voices) {
    boolean anyAllow = count(voices, ALLOW) > 0;
    boolean anyEscalate = count(voices, ESCALATE) > 0;
    boolean anyBlock = count(voices, BLOCK) > 0;
    return switch (how) {
      case STRICTEST -> anyBlock ? BLOCK : anyEscalate ? ESCALATE : ALLOW;
      case MOST_PERMISSIVE -> anyAllow ? ALLOW : anyEscalate ? ESCALATE : BLOCK;
      case UNANIMOUS_OR_ESCALATE, BRIDGE -> {
        if (anyAllow && !anyEscalate && !anyBlock) {
          yield ALLOW;
        }
        yield anyBlock && !anyAllow && !anyEscalate ? BLOCK : ESCALATE;
      }
      case MAJORITY -> {
        if (2 * count(voices, ALLOW) > voices.size()) {
          yield ALLOW;
        }
        yield 2 * count(voices, BLOCK) > voices.size() ? BLOCK : ESCALATE;
      }
      case WEIGHTED -> {
        long allow = tenths(voices, ALLOW);
        long escalate = tenths(voices, ESCALATE);
        long block = tenths(voices, BLOCK);
        if (allow > escalate + block) {
          yield ALLOW;
        }
        yield block >= allow + escalate ? BLOCK : ESCALATE;
      }
    };
  }

  @Test
  void everyWayGivesWhatItsTableSays() {
    for (List<Voice> voices : all(4)) {
      for (Combination how : Combination.values()) {
        assertEquals(expected(how, voices), Combining.combine(how, voices), how + " " + voices);
      }
    }
  }

  @Test
  void theOrderOfVoicesDoesNotMatter() {
    for (List<Voice> voices : all(3)) {
      List<Voice> reversed = new ArrayList<>(voices);
      Collections.reverse(reversed);
      List<Voice> turned = new ArrayList<>(voices);
      Collections.rotate(turned, 1);
      for (Combination how : Combination.values()) {
        Action action = Combining.combine(how, voices);
        assertEquals(action, Combining.combine(how, reversed), how + " " + voices);
        assertEquals(action, Combining.combine(how, turned), how + " " + voices);
      }
    }
  }

  @Test
  void whoBecomesStricterNeverMakesTheResultMorePermissive() {
    for (List<Voice> voices : all(3)) {
      for (int i = 0; i < voices.size(); i++) {
        for (Action stricter : ACTIONS) {
          if (Action.STRICTNESS.compare(stricter, voices.get(i).action()) > 0) {
            List<Voice> changed = new ArrayList<>(voices);
            changed.set(i, new Voice(stricter, voices.get(i).weight()));
            for (Combination how : Combination.values()) {
              assertTrue(
                  Action.STRICTNESS.compare(
                          Combining.combine(how, changed), Combining.combine(how, voices))
                      >= 0,
                  how + " " + voices + " to " + changed);
            }
          }
        }
      }
    }
  }

  @Test
  void thoseWhoAgreeAreFollowedByEveryWay() {
    for (Action action : ACTIONS) {
      for (int n = 1; n <= 5; n++) {
        List<Voice> alike = Collections.nCopies(n, voice(action, "0.7"));
        for (Combination how : Combination.values()) {
          assertEquals(action, Combining.combine(how, alike), how + " of " + n);
        }
      }
    }
  }

  @Test
  void strictestAndMostPermissiveHearEachActionOnce() {
    for (List<Voice> voices : all(3)) {
      List<Voice> twice = new ArrayList<>(voices);
      twice.addAll(voices);
      for (Combination how : List.of(Combination.STRICTEST, Combination.MOST_PERMISSIVE)) {
        assertEquals(Combining.combine(how, voices), Combining.combine(how, twice));
      }
    }
  }

  @Test
  void strictestIsAsStrictAsEachVoice() {
    for (List<Voice> voices : all(3)) {
      Action action = Combining.combine(Combination.STRICTEST, voices);
      String all = voices.stream().map(it -> it.action().word()).collect(Collectors.joining(", "));
      assertTrue(
          voices.stream().allMatch(it -> Action.STRICTNESS.compare(action, it.action()) >= 0), all);
    }
  }

  @Test
  void equalWeightsAreAMedianAndTiesAreStricter() {
    assertEquals(BLOCK, combined(Combination.WEIGHTED, ALLOW, BLOCK));
    assertEquals(ESCALATE, combined(Combination.WEIGHTED, ALLOW, ESCALATE));
    assertEquals(ESCALATE, combined(Combination.WEIGHTED, ALLOW, ESCALATE, BLOCK));
    assertEquals(ESCALATE, combined(Combination.MAJORITY, ALLOW, BLOCK));
    assertEquals(ESCALATE, combined(Combination.MAJORITY, ALLOW, ESCALATE, BLOCK));
    assertEquals(ALLOW, combined(Combination.MAJORITY, ALLOW, ALLOW, BLOCK));
  }

  @Test
  void weightsAreExactDecimals() {
    List<Voice> voices = List.of(voice(ALLOW, "0.3"), voice(BLOCK, "0.1"), voice(BLOCK, "0.2"));
    assertEquals(BLOCK, Combining.combine(Combination.WEIGHTED, voices));
    List<Voice> more = new ArrayList<>(voices);
    more.set(0, voice(ALLOW, "0.300000001"));
    assertEquals(ALLOW, Combining.combine(Combination.WEIGHTED, more));
  }
}
