package org.equipoise.authoring.ratchet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.equipoise.authoring.fixture.Fixture;
import org.equipoise.authoring.fixture.FixtureRunner;
import org.equipoise.authoring.fixture.Fixtures;
import org.equipoise.constitution.Constitution;
import org.junit.jupiter.api.Test;

/**
 * Along every chain of versions that the ratchet lets pass, what is settled only grows but for what
 * was expressly unsettled, and each version passes all that was settled by then.
 */
class RandomHistoriesTest {
  private static final int RUNS = Integer.getInteger("equipoise.histories", 1);

  private static final int AMENDMENTS = 50;
  private static final int RULES = 4;

  /** A version of a small constitution: what each rule asks for, and what is settled. */
  private static final class Version {
    private final Map<Integer, String> conditions = new TreeMap<>();
    private final Map<Integer, String> settled = new TreeMap<>();

    Version copy() {
      Version copy = new Version();
      copy.conditions.putAll(conditions);
      copy.settled.putAll(settled);
      return copy;
    }

    Constitution constitution() {
      StringBuilder rules = new StringBuilder();
      conditions.forEach(
          (rule, condition) ->
              rules.append(
                  """
                  rule "r%d" @Principle( weight = 0.5 ) %s
                  when
                      $o : Output( %s )
                  then
                      forbid( $o, "no" );
                  end
                  """
                      .formatted(rule, rule == 0 ? "@Entrenched" : "", condition)));
      Map<String, String> files = new TreeMap<>();
      files.put("constitution.json", "{\"name\":\"random\",\"version\":\"1\"}");
      files.put("rules.drl", rules.toString());
      if (!settled.isEmpty()) {
        files.put("fixtures/settled/all.yaml", String.join("---\n", settled.values()));
      }
      return Constitution.of(files);
    }
  }

  private static String attribute(int rule) {
    return "attr(\"a" + rule + "\") == true";
  }

  private static String fixture(int number, int rule, boolean isExcepted) {
    return """
        {name: f%d, given: {outputs: [{output: o, attributes: {a%d: true, except: %s}}]},
         expect: {o: %s}, settled: {by: ann, at: 2026-01-31}}
        """
        .formatted(number, rule, isExcepted, isExcepted ? "abstain" : "block");
  }

  /** One random amendment; some take away what they must not. */
  private static void amend(Version next, int number, Random random) {
    int rule = random.nextInt(RULES);
    switch (random.nextInt(8)) {
      case 0 -> next.conditions.put(rule, attribute(rule) + ", attr(\"except\") != true");
      case 1 -> next.conditions.put(rule, attribute(rule));
      case 2 -> next.conditions.remove(rule == 0 ? 1 : rule);
      case 3 -> next.conditions.put(rule, "attr(\"a" + rule + "\") == \"other\"");
      case 4, 5 -> next.settled.put(number, fixture(number, rule, random.nextBoolean()));
      case 6 -> next.settled.keySet().stream().findFirst().ifPresent(next.settled::remove);
      default ->
          next.settled.keySet().stream()
              .findAny()
              .ifPresent(it -> next.settled.put(it, fixture(it, rule, random.nextBoolean())));
    }
  }

  private static Set<String> contents(Constitution constitution) {
    return Fixtures.settled(constitution).stream()
        .map(Fixture::content)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void whatIsSettledOnlyGrowsButForWhatWasExpresslyUnsettled() {
    int refused = 0;
    int adopted = 0;
    for (int seed = 0; seed < RUNS; seed++) {
      Random random = new Random(seed);
      Version version = new Version();
      for (int rule = 0; rule < RULES; rule++) {
        version.conditions.put(rule, attribute(rule));
      }
      Constitution inForce = version.constitution();
      Set<String> mustStand = new HashSet<>();
      String entrenched = version.conditions.get(0);
      for (int number = 0; number < AMENDMENTS; number++) {
        Version next = version.copy();
        amend(next, number, random);
        Constitution candidate = next.constitution();
        boolean mayUnsettle = random.nextInt(4) == 0;
        boolean mayChangeEntrenched = random.nextInt(4) == 0;
        Signed signed =
            new Signed(mayChangeEntrenched, mayUnsettle, Set.of(), Optional.empty(), Set.of());
        RatchetReport report = new Ratchet(inForce, candidate, RatchetInput.NONE, signed).report();
        Set<String> now = contents(candidate);
        Set<String> lost = new TreeSet<>(contents(inForce));
        lost.removeAll(now);
        boolean isEntrenchedChanged = !next.conditions.get(0).equals(entrenched);
        List<String> failing = new ArrayList<>();
        FixtureRunner runner = new FixtureRunner(candidate);
        for (Fixture fixture : Fixtures.settled(candidate)) {
          if (!runner.passes(fixture)) {
            failing.add(fixture.name());
          }
        }
        List<String> expected = new ArrayList<>();
        if (!lost.isEmpty() && !mayUnsettle) {
          expected.add("unsettled");
        }
        if (!failing.isEmpty()) {
          expected.add("settled");
        }
        if (isEntrenchedChanged && !mayChangeEntrenched) {
          expected.add("entrenched");
        }
        assertEquals(
            expected,
            report.failed().stream().map(it -> it.name().word()).toList(),
            "seed " + seed + ", amendment " + number);
        if (!report.passes()) {
          refused++;
          continue;
        }
        adopted++;
        assertEquals(lost.size(), report.effects().unsettled().size());
        mustStand.removeAll(lost); // expressly, for that was signed
        mustStand.addAll(now);
        assertEquals(mustStand, now);
        version = next;
        inForce = candidate;
        entrenched = next.conditions.get(0);
      }
    }
    assertTrue(refused > RUNS && adopted > RUNS, refused + " refused, " + adopted + " adopted");
  }
}
