package org.equipoise.inference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.equipoise.constitution.Constitution;
import org.equipoise.constitution.metering.Budget;
import org.equipoise.constitution.metering.LimitExceeded;
import org.equipoise.constitution.metering.Meter;
import org.equipoise.facts.Attributes;
import org.equipoise.facts.Case;
import org.equipoise.facts.Output;
import org.junit.jupiter.api.Test;

/** Conflicts across cases, held against all pairs of outputs; and what many cases cost. */
class PrecedentsTest {
  private static final Constitution CONSTITUTION =
      Constitution.of(
          Map.of(
              "constitution.json",
              "{\"name\": \"alike\", \"version\": \"1\"}",
              "alike.drl",
              """
              package alike

              rule "harm"
                  @Principle
              when
                  $o : Output( attr("harmful") == true )
              then
                  forbid( $o, "it harms" );
              end

              rule "good"
                  @Principle
              when
                  $o : Output( attr("good") == true )
              then
                  permit( $o, "it is good" );
              end

              rule "alike"
                  @Theory
              when
                  $o : Output( $k : attr("key"), $k != null )
              then
                  alike( $o, "" + $k, "the same" );
              end

              rule "alike by another"
                  @Theory
              when
                  $o : Output( $k : attr("other"), $k != null )
              then
                  alike( $o, "" + $k, "the same in other words" );
              end
              """));

  private record Judged(String caseId, String output, Set<Integer> keys, boolean no, boolean yes) {}

  private static Findings infer(List<Judged> outputs) {
    return Inference.infer(
        CONSTITUTION,
        Case.of(
            outputs.get(0).caseId(),
            outputs.stream().map(PrecedentsTest::output).toArray(Output[]::new)),
        List.of());
  }

  private static Output output(Judged it) {
    List<Integer> keys = List.copyOf(it.keys());
    Map<String, Object> attributes = new TreeMap<>();
    attributes.put("harmful", it.no());
    attributes.put("good", it.yes());
    attributes.put("key", keys.get(0));
    attributes.put("other", keys.get(keys.size() - 1));
    return Output.of(it.output(), Attributes.of(attributes));
  }

  @Test
  void conflictsAreThoseOfEveryPairOfAForbiddenAndAnotherOutput() {
    Random random = new Random(7);
    boolean some = false;
    for (int round = 0; round < 40; round++) {
      List<Judged> all = new ArrayList<>();
      Precedents precedents = new Precedents(CONSTITUTION);
      for (int c = 0; c < 6; c++) {
        List<Judged> outputs = new ArrayList<>();
        for (int o = 0; o <= random.nextInt(2); o++) {
          Set<Integer> keys = Set.of(random.nextInt(2), 2 + random.nextInt(2));
          outputs.add(
              new Judged("C" + c, "o" + o, keys, random.nextBoolean(), random.nextInt(3) == 0));
        }
        all.addAll(outputs);
        precedents.add(infer(outputs));
      }
      Set<String> expected = new TreeSet<>();
      for (Judged a : all) {
        for (Judged b : all) {
          for (int key : a.keys()) {
            if (a.no() && b.yes() && b.keys().contains(key) && !a.caseId().equals(b.caseId())) {
              String no = key + " @ " + a.caseId() + "/" + a.output() + " is forbidden";
              String yes = key + " @ " + b.caseId() + "/" + b.output() + " is not";
              expected.add(new TreeSet<>(Set.of(no, yes)).toString());
            }
          }
        }
      }
      List<String> found =
          precedents.conflicts().stream().map(it -> it.conflict().about().toString()).toList();
      assertEquals(List.copyOf(expected), found);
      some |= !found.isEmpty();
    }
    assertTrue(some);
  }

  private static Precedents many(int number, int forbidden) {
    Precedents precedents = new Precedents(CONSTITUTION);
    for (int i = 0; i < number; i++) {
      boolean no = i < forbidden;
      precedents.add(infer(List.of(new Judged("C" + i, "o", Set.of(1), no, !no))));
    }
    return precedents;
  }

  @Test
  void casesThatShareAKeyCostAsManyStepsAsTheyAreWhereFewConflict() {
    int number = 1_000;
    Budget linear = new Budget(60_000_000_000L, 200L * number, 1 << 30);
    Precedents agreed = many(number, 0);
    assertEquals(List.of(), Meter.within(linear, agreed::conflicts));
    Precedents disputed = many(number, 2);
    assertEquals(2 * (number - 2), Meter.within(linear, disputed::conflicts).size());
  }

  @Test
  void theTimeOfWhoeverAsksHolds() {
    Precedents disputed = many(200, 100);
    Budget over = new Budget(1, Long.MAX_VALUE / 2, Long.MAX_VALUE / 2);
    assertThrows(LimitExceeded.class, () -> Meter.within(over, disputed::conflicts));
    assertFalse(disputed.conflicts().isEmpty());
  }
}
