package org.equipoise.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.equipoise.authoring.amendment.Amender;
import org.equipoise.authoring.amendment.Ground;
import org.equipoise.authoring.amendment.ProposedChange;
import org.equipoise.authoring.amendment.ProposedChanges;
import org.equipoise.constitution.Constitution;
import org.equipoise.facts.Attributes;
import org.equipoise.facts.Case;
import org.equipoise.facts.DeonticStatus;
import org.equipoise.facts.Judgment;
import org.equipoise.facts.Output;

/**
 * How often the exception that overrides were made from is found again: a conjunction of one to
 * three tests on true-or-false attributes, drawn anew in each run. In half of the cases the
 * conjunction is made to hold. People override the rule in nine of ten cases where it holds, and in
 * one of ten where it does not. Some cases outside of it are settled as the rule decides them.
 *
 * <p>Arguments: the number of runs, of overrides, of attributes, and the seconds of a search; by
 * default 200 300 60 10.
 */
final class PlantedExceptions {
  private static final OperatingSystemMXBean MACHINE =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
  private static final int SETTLED = 10;

  private PlantedExceptions() {}

  public static void main(String[] arguments) {
    int runs = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 200;
    int overrides = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 300;
    int attributes = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 60;
    int seconds = arguments.length > 3 ? Integer.parseInt(arguments[3]) : 10;
    Map<Integer, List<Run>> byTests = new HashMap<>();
    for (int seed = 0; seed < runs; seed++) {
      Run run = run(new Random(seed), 1 + seed % 3, overrides, attributes, seconds);
      byTests.computeIfAbsent(run.tests(), it -> new ArrayList<>()).add(run);
      System.out.printf(
          "run %d: %d tests, %.2f s, exact %b, certified %b, settled lost %d  %s%n",
          seed,
          run.tests(),
          run.seconds(),
          run.isExact(),
          run.isCertified(),
          run.settledLost(),
          run.isExact() ? "" : run.found());
    }
    System.out.println("tests  runs  exact  certified  settled lost  median s");
    byTests.forEach(
        (tests, all) ->
            System.out.printf(
                "%5d %5d %6d %10d %13d %9.2f%n",
                tests,
                all.size(),
                all.stream().filter(Run::isExact).count(),
                all.stream().filter(Run::isCertified).count(),
                all.stream().mapToInt(Run::settledLost).sum(),
                all.stream().mapToDouble(Run::seconds).sorted().toArray()[all.size() / 2]));
  }

  private record Run(
      int tests,
      double seconds,
      boolean isExact,
      boolean isCertified,
      int settledLost,
      List<String> found) {}

  private static Run run(Random random, int tests, int overrides, int attributes, int seconds) {
    List<Integer> order = new ArrayList<>();
    for (int a = 0; a < attributes; a++) {
      order.add(a);
    }
    Collections.shuffle(order, random);
    Map<String, Boolean> planted = new HashMap<>();
    order.subList(0, tests).forEach(a -> planted.put("a" + a, random.nextBoolean()));
    Map<String, String> files = new HashMap<>();
    files.put("constitution.json", "{\"name\": \"bench\", \"version\": \"1.0.0\"}");
    files.put(
        "rules.drl",
        """
        package bench
        rule "no-dose" @Principle( weight = 0.8 )
        when
            $o : Output( attr("dose") == true )
        then
            forbid( $o, "it names a dose" );
        end
        """);
    for (int i = 0; i < SETTLED; i++) {
      Map<String, Object> values = values(random, attributes);
      planted.forEach((attribute, value) -> values.put(attribute, !value));
      files.put("fixtures/settled/s" + i + ".yaml", settled("s" + i, values));
    }
    Amender amender =
        new Amender(
            Constitution.of(files), new Amender.Options(3, 1, 0, Duration.ofSeconds(seconds)));
    long start = MACHINE.getProcessCpuTime();
    for (int judged = 0, cases = 0; judged < overrides; cases++) {
      Map<String, Object> values = values(random, attributes);
      if (random.nextBoolean()) {
        values.putAll(planted);
      }
      boolean isPlanted = values.entrySet().containsAll(planted.entrySet());
      boolean isOverridden = isPlanted != random.nextDouble() < 0.1;
      String id = "C" + cases;
      Judgment.Verdict permitted = new Judgment.OnOutput("o", DeonticStatus.PERMITTED);
      amender.add(
          Case.of(id, Output.of("o", Attributes.of(values))),
          isOverridden ? List.of(Judgment.of("J" + cases, id, permitted, 0.9)) : List.of());
      judged += isOverridden ? 1 : 0;
    }
    ProposedChanges proposal = amender.propose();
    double taken = (MACHINE.getProcessCpuTime() - start) / 1e9;
    List<ProposedChange> rules =
        proposal.changes().stream().filter(ProposedChange::isOfRules).toList();
    Set<String> wanted =
        planted.entrySet().stream()
            .map(it -> it.getKey() + "=" + it.getValue())
            .collect(Collectors.toCollection(TreeSet::new));
    boolean isExact =
        rules.size() == 1
            && rules.get(0).where().stream()
                .map(PlantedExceptions::written)
                .collect(Collectors.toCollection(TreeSet::new))
                .equals(wanted);
    return new Run(
        tests,
        taken,
        isExact,
        proposal.certified(),
        proposal.verified() ? SETTLED - proposal.settled() : SETTLED,
        rules.stream().map(ProposedChange::inWords).toList());
  }

  private static Map<String, Object> values(Random random, int attributes) {
    Map<String, Object> values = new HashMap<>(Map.of("dose", true));
    for (int a = 0; a < attributes; a++) {
      values.put("a" + a, random.nextBoolean());
    }
    return values;
  }

  private static String settled(String name, Map<String, Object> values) {
    return """
        name: %s
        given: {outputs: [{output: o, attributes: {%s}}]}
        expect: {o: block, by: [no-dose]}
        settled: {by: [ann], at: 2026-01-31}
        """
        .formatted(
            name,
            values.entrySet().stream()
                .map(it -> it.getKey() + ": " + it.getValue())
                .collect(Collectors.joining(", ")));
  }

  private static String written(Ground ground) {
    Object value = ground.test() == Ground.Test.IS ? ground.values().get(0) : ground.test();
    return ground.attribute() + "=" + value;
  }
}
