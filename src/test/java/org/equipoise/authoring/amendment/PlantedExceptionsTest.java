package org.equipoise.authoring.amendment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.equipoise.constitution.Constitution;
import org.equipoise.facts.Attributes;
import org.equipoise.facts.Case;
import org.equipoise.facts.DeonticStatus;
import org.equipoise.facts.Judgment;
import org.equipoise.facts.Output;
import org.junit.jupiter.api.Test;

/** People override a rule where up to three of sixty attributes hold; one judgment in ten errs. */
class PlantedExceptionsTest {
  private static final int RUNS = Integer.getInteger("equipoise.seeds", 200) >= 2_000 ? 200 : 5;
  private static final int ATTRIBUTES = 60;
  private static final int CASES = 160;
  private static final double NOISE = 0.1;

  private static Map<String, Object> attributes(Random random, Set<Integer> planted) {
    Map<String, Object> attributes = new HashMap<>();
    attributes.put("dose", true);
    boolean isWithin = random.nextBoolean();
    for (int a = 0; a < ATTRIBUTES; a++) {
      attributes.put("a" + a, (isWithin && planted.contains(a)) || random.nextBoolean());
    }
    return attributes;
  }

  private static boolean isWithin(Map<String, Object> attributes, Set<Integer> planted) {
    return planted.stream().allMatch(it -> attributes.get("a" + it).equals(true));
  }

  @Test
  void theExceptionIsFoundExactlyAndNothingSettledIsLost() {
    int found = 0;
    for (int run = 0; run < RUNS; run++) {
      Random random = new Random(run);
      Set<Integer> planted = new TreeSet<>();
      int tests = 1 + run % 3;
      while (planted.size() < tests) {
        planted.add(random.nextInt(ATTRIBUTES));
      }
      Map<String, Object> settled = attributes(random, Set.of());
      while (isWithin(settled, planted)) {
        settled = attributes(random, Set.of());
      }
      String fixture =
          "{\"given\":{\"outputs\":[{\"output\":\"o\",\"attributes\":%s}]},\"expect\":{\"o\":\"block\"},"
                  .formatted(json(settled))
              + "\"settled\":{\"by\":\"ann\",\"at\":\"2026-01-31\"}}";
      Constitution constitution =
          Constitution.of(
              Map.of(
                  "constitution.json",
                  "{\"name\": \"planted\", \"version\": \"1.0.0\"}",
                  "fixtures/settled/one.json",
                  fixture,
                  "rules.drl",
                  """
                  package planted
                  rule "no-dose" @Principle( weight = 0.8 )
                  when
                      $o : Output( attr("dose") == true )
                  then
                      forbid( $o, "it names a dose" );
                  end
                  """));
      Amender amender = new Amender(constitution, new Amender.Options(3, 1, 0, null));
      for (int c = 0; c < CASES; c++) {
        Map<String, Object> attributes = attributes(random, planted);
        boolean isOverridden = isWithin(attributes, planted) != random.nextDouble() < NOISE;
        Case given = Case.of("C" + c, Output.of("o", Attributes.of(attributes)));
        Judgment.Verdict permitted = new Judgment.OnOutput("o", DeonticStatus.PERMITTED);
        amender.add(
            given,
            isOverridden ? List.of(Judgment.of("J" + c, "C" + c, permitted, 0.9)) : List.of());
      }
      Proposal proposal = amender.propose();
      assertTrue(proposal.certified(), "run " + run);
      assertTrue(proposal.verified(), () -> proposal.doubts().toString());
      assertEquals(1, proposal.settled());
      List<ProposedChange> ofRules =
          proposal.changes().stream().filter(ProposedChange::isOfRules).toList();
      Set<String> expected = planted.stream().map(it -> "a" + it).collect(Collectors.toSet());
      boolean isExact =
          ofRules.stream()
              .anyMatch(
                  change ->
                      change.where().stream().allMatch(it -> it.values().equals(List.of(true)))
                          && change.where().stream()
                              .map(Ground::attribute)
                              .collect(Collectors.toSet())
                              .equals(expected));
      found += isExact ? 1 : 0;
    }
    assertTrue(found >= 0.95 * RUNS, found + " of " + RUNS + " were found exactly");
  }

  private static String json(Map<String, Object> attributes) {
    return attributes.entrySet().stream()
        .map(it -> "\"" + it.getKey() + "\":" + it.getValue())
        .sorted()
        .collect(Collectors.joining(",", "{", "}"));
  }
}
