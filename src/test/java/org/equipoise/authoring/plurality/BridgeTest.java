package org.equipoise.authoring.plurality;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.Set;
import org.equipoise.authoring.plurality.Bridge.Settlement;
import org.equipoise.facts.Case;
import org.equipoise.facts.Judgment;
import org.equipoise.revision.Cost;
import org.junit.jupiter.api.Test;

/** The bridge is what trying every set of concessions finds, on small pairs and triples. */
class BridgeTest {
  private static final int SEEDS = Integer.getInteger("equipoise.seeds", 100);

  /** All instances are tried from 500 seeds on, otherwise a part: each takes long by trial. */
  private static final int INSTANCES = SEEDS >= 500 ? SEEDS : Math.max(5, SEEDS / 8);

  private static final RandomConstitutions CONSTITUTIONS =
      new RandomConstitutions(SEEDS >= 500 ? 12 : 6, new Random(7));

  private final Random dice = new Random(11);

  @Test
  void theBridgeIsExactlyWhatTryingEverythingFinds() {
    int divided = 0;
    int suspensions = 0;
    int several = 0;
    for (int n = 0; n < INSTANCES; n++) {
      List<NamedConstitution> some = CONSTITUTIONS.some(2 + n % 2, dice);
      List<Case> cases = RandomConstitutions.cases(1 + dice.nextInt(3), dice);
      Map<String, List<Judgment>> judgments = RandomConstitutions.judgments(cases, dice);
      double factor = List.of(1.0, 1.5, 8.0, Double.POSITIVE_INFINITY).get(dice.nextInt(4));
      double share = List.of(1.0, 1.0, 0.5).get(dice.nextInt(3));
      SideBySide sideBySide =
          new SideBySide(
              some,
              new SideBySide.Options(share, Bridge.Scale.WEIGHTS, OptionalDouble.of(factor), null));
      cases.forEach(it -> sideBySide.add(it, judgments.getOrDefault(it.id(), List.of())));
      Plurality found = sideBySide.compare();
      BridgeByTrial trial =
          new BridgeByTrial(
              some.stream().map(NamedConstitution::constitution).toList(),
              cases,
              judgments,
              factor,
              share);
      String where = "instance " + n;
      Bridge bridge = found.bridge();
      assertEquals(trial.irreconcilable(), bridge.irreconcilable().size(), where);
      assertEquals(List.of(), found.undecidable(), where);
      Set<List<Long>> front = new LinkedHashSet<>();
      for (Settlement each : bridge.front()) {
        assertTrue(each.certified() && each.verified(), where + ": " + each);
        front.add(List.of(each.cost().billionths(), each.greatest().billionths()));
      }
      assertEquals(trial.front(), front, where);
      assertTrue(bridge.isFrontComplete(), where);
      Settlement fairest = bridge.fairest().orElseThrow();
      assertTrue(fairest.certified() && fairest.verified(), where + ": " + fairest);
      assertEquals(
          trial.fairest(),
          BridgeByTrial.falling(fairest.burdens().values().stream().map(Cost::billionths).toList()),
          where);
      divided += found.divided().isEmpty() ? 0 : 1;
      several += front.size() > 1 ? 1 : 0;
      suspensions +=
          bridge.cheapest().orElseThrow().concessions().stream()
                  .anyMatch(it -> it.relaxation().caseId() == null)
              ? 1
              : 0;
    }
    assertTrue(divided > INSTANCES / 3, divided + " of " + INSTANCES + " are divided");
    assertTrue(suspensions > 0 || INSTANCES < 100, "no bridge suspends a rule");
    assertTrue(several > 0 || INSTANCES < 100, "in no instance is there anything to trade");
  }
}
