package org.equipoise.authoring.mutation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.equipoise.authoring.fixture.Fixture;
import org.equipoise.authoring.fixture.FixtureRunner;
import org.equipoise.authoring.fixture.Fixtures;
import org.equipoise.authoring.mutation.MutationRunner.Result;
import org.equipoise.constitution.Constitution;
import org.equipoise.constitution.vetting.Permissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Holes planted in the fixtures of a constitution are found, and nothing else is. */
class MutationRunnerTest {
  private static final int RULES = 14;

  /** Rules whose fixtures leave out a case, by what is left out. */
  private static final Set<Integer> NEVER_FIRES = Set.of(3, 9);

  private static final Set<Integer> SECOND_TEST_ALWAYS_HOLDS = Set.of(5, 11);

  @TempDir Path folder;

  /** Rules of two tests each, alternately forbidding and permitting. */
  private void write() throws IOException {
    StringBuilder rules = new StringBuilder("package holes\n");
    StringBuilder fixtures = new StringBuilder();
    for (int i = 0; i < RULES; i++) {
      boolean forbids = i % 2 == 0;
      rules.append(
          """

          rule "r%1$d"
              @Principle( weight = 0.7 )
          when
              $o : Output( attr("a%1$d") == true, attr("n%1$d") > 3 )
          then
              %2$s( $o, "because" );
          end
          """
              .formatted(i, forbids ? "forbid" : "permit"));
      if (!NEVER_FIRES.contains(i)) {
        fixtures.append(
            "- {given: {outputs: [{output: x, attributes: {a%d: true, n%d: 4}}]}, expect: {x: %s}}%n"
                .formatted(i, i, forbids ? "block" : "allow"));
      }
      fixtures.append(
          "- {given: {outputs: [{output: x, attributes: {a%d: false, n%d: 4}}]}, expect: {x: abstain}}%n"
              .formatted(i, i));
      if (!SECOND_TEST_ALWAYS_HOLDS.contains(i)) {
        fixtures.append(
            "- {given: {outputs: [{output: x, attributes: {a%d: true, n%d: 3}}]}, expect: {x: abstain}}%n"
                .formatted(i, i));
      }
    }
    Files.writeString(
        folder.resolve("constitution.json"), "{\"name\":\"holes\",\"version\":\"1\"}");
    Files.writeString(folder.resolve("rules.drl"), rules);
    Files.writeString(folder.resolve("fixtures.yaml"), fixtures);
  }

  @Test
  void everyPlantedHoleIsReportedAndNothingElse() throws IOException {
    write();
    Constitution constitution = Constitution.load(folder);
    List<Fixture> fixtures = Fixtures.read(folder);
    FixtureRunner trial = new FixtureRunner(constitution);
    assertTrue(fixtures.stream().allMatch(trial::passes));
    List<Mutant> all = MutationRunner.mutants(constitution);
    assertEquals(RULES * 6, all.size(), all.toString());
    List<Mutant> drawn = MutationRunner.sample(all, 50, 7);
    Set<String> holes = new TreeSet<>();
    for (Mutant mutant : drawn) {
      int rule = Integer.parseInt(mutant.rule().substring(1));
      boolean neverFires =
          NEVER_FIRES.contains(rule)
              && (mutant.kind() == Mutant.Kind.DROP_RULE
                  || mutant.kind() == Mutant.Kind.CHANGE_STATUS);
      boolean alwaysHolds =
          SECOND_TEST_ALWAYS_HOLDS.contains(rule)
              && mutant.change().equals("drop the test `attr(\"n" + rule + "\") > 3`");
      if (neverFires || alwaysHolds) {
        holes.add(mutant.toString());
      }
    }
    assertTrue(holes.size() >= 3, "seed 7 draws too few holes: " + holes);
    Result result = MutationRunner.run(folder, Permissions.none(), drawn, fixtures);
    Set<String> unnoticed = new TreeSet<>();
    result.survived().forEach(it -> unnoticed.add(it.toString()));
    assertEquals(String.join("\n", holes), String.join("\n", unnoticed));
    assertEquals(List.of(), result.stillborn());
    assertEquals(50 - holes.size(), result.killed().size());
  }

  @Test
  void theFixturesOfTheChainOfCommandLeaveNoChangeOfARuleUnnoticed() throws IOException {
    Path rules = Path.of("rules/chain-of-command");
    List<Mutant> all = MutationRunner.mutants(Constitution.load(rules));
    List<Fixture> fixtures = Fixtures.read(rules.resolve("fixtures"));
    Result result = MutationRunner.run(rules, Permissions.none(), all, fixtures);
    assertEquals(List.of(), result.survived());
    assertEquals(List.of(), result.stillborn());
    assertTrue(result.killed().size() > 200, result.killed().size() + " changes noticed");
  }

  @Test
  void mutantsCompiledTogetherDoAsEachDoesAlone() throws IOException {
    Path rules = Path.of("rules/common-morality");
    Constitution constitution = Constitution.load(rules);
    List<Fixture> fixtures = Fixtures.read(rules.resolve("fixtures"));
    List<Mutant> drawn =
        new ArrayList<>(
            MutationRunner.sample(MutationRunner.mutants(constitution), 4, 3).stream()
                .filter(it -> it.variant().text() != null)
                .toList());
    Result together = MutationRunner.run(rules, Permissions.none(), drawn, fixtures);
    for (Mutant mutant : drawn) {
      Path copy = Files.createDirectories(folder.resolve("m" + drawn.indexOf(mutant)));
      for (String name :
          List.of("constitution.json", "harms.drl", "trust.drl", "impartiality.drl")) {
        Files.copy(rules.resolve(name), copy.resolve(name));
      }
      Path file = copy.resolve(mutant.file());
      String original = constitution.rules().get(mutant.rule()).text();
      Files.writeString(file, Files.readString(file).replace(original, mutant.variant().text()));
      FixtureRunner alone = new FixtureRunner(Constitution.load(copy));
      assertEquals(
          fixtures.stream().allMatch(alone::passes),
          together.survived().contains(mutant),
          mutant.toString());
    }
  }

  @Test
  void aConditionWhoseVariableIsUsedIsNotDroppedAndAQuantifierIsTurned() throws IOException {
    Files.writeString(folder.resolve("constitution.json"), "{\"name\":\"x\",\"version\":\"1\"}");
    Files.writeString(
        folder.resolve("rules.drl"),
        """
        rule "one" @Principle
        when
            $o : Output( $n : attr("n"), attr("m") == $n )
            not Case( attr("quiet") == true )
        then
            oblige( $o, "because" );
        end
        """);
    List<String> changes =
        MutationRunner.mutants(Constitution.load(folder)).stream().map(Mutant::change).toList();
    assertEquals(
        List.of(
            "drop the rule",
            "drop the test `attr(\"m\") == $n`",
            "drop the condition `not Case( attr(\"quiet\") == true )`",
            "turn `not` into `exists`",
            "drop the test `attr(\"quiet\") == true`",
            "turn `attr(\"quiet\") == true` to `!=`",
            "turn `oblige` into `forbid`"),
        changes);
  }

  @Test
  void weightsAndStrengthsAreMutatedWhereTheyAreWritten() throws IOException {
    Files.writeString(folder.resolve("constitution.json"), "{\"name\":\"x\",\"version\":\"1\"}");
    Files.writeString(
        folder.resolve("rules.drl"),
        """
        rule "keep" @Principle( weight = 0.6 ) @Says( "weight = 0.6 is much" )
        when $o : Output( attr("tells") == true ) then forbid( $o, "0.6" ); end
        rule "help" @Principle( weight = 0.6 )
        when $o : Output( attr("helps") == true ) then permit( $o, "why" ); end
        rule "danger" @Theory( weight = 0.9 )
        when Case( attr("danger") == true ) $p : Principle( id == "keep" )
        then undermine( $p, 0.9, "why" ); end
        rule "plain" @Theory
        when $p : Principle( id == "keep" ) then support( $p, 1 / 8.0, "why" ); end
        """);
    Files.writeString(
        folder.resolve("fixtures.yaml"),
        """
        - given: {outputs: [{output: a, attributes: {tells: true, helps: true}}]}
          expect: {a: escalate}
        - given:
            attributes: {danger: true}
            outputs: [{output: a, attributes: {tells: true, helps: true}}]
          expect: {a: allow}
        """);
    Constitution constitution = Constitution.load(folder);
    List<Mutant> mutants = MutationRunner.ofWeights(constitution);
    assertEquals(
        List.of(
            "turn the weight from 0.6 to 0.06",
            "turn the weight from 0.6 to 0.06",
            "turn the weight from 0.9 to 0.09",
            "turn what it undermines by from 0.9 to 0.09"),
        mutants.stream().map(Mutant::change).toList());
    List<Fixture> fixtures = Fixtures.read(folder);
    Result all = MutationRunner.run(folder, Permissions.none(), mutants, fixtures);
    assertEquals(List.of(), all.survived());
    assertEquals(4, all.killed().size());
    Result some = MutationRunner.run(folder, Permissions.none(), mutants, fixtures.subList(0, 1));
    assertEquals(List.of("danger", "danger"), some.survived().stream().map(Mutant::rule).toList());
  }
}
