package org.equipoise.decision;

import static org.equipoise.constitution.Action.ALLOW;
import static org.equipoise.constitution.Action.BLOCK;
import static org.equipoise.constitution.Action.ESCALATE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import org.equipoise.constitution.Action;
import org.equipoise.constitution.Combination;
import org.equipoise.constitution.Constitution;
import org.equipoise.constitution.metering.Budget;
import org.equipoise.decision.Combined.Said;
import org.equipoise.facts.Case;
import org.equipoise.inference.Findings.FoundClaim;
import org.junit.jupiter.api.Test;

class CharterDecisionsTest {
  private static final Deciding DECIDING = Deciding.of(Delegates.CHARTER);

  private static Decision decide(String how, String... says) {
    return DECIDING.decide(Delegates.given(how, says));
  }

  private static Action action(String how, String says) {
    return decide(how, says).outputs().get(0).action();
  }

  private static Constitution constitution(String name) {
    return Objects.requireNonNull(Delegates.CHARTER.byName().get(name));
  }

  @Test
  void eachWayCombinesWhatTheConstitutionsSay() {
    assertEquals(BLOCK, action("strictest", "allow allow block"));
    assertEquals(ESCALATE, action("strictest", "allow torn allow"));
    assertEquals(ALLOW, action("most-permissive", "block torn allow"));
    assertEquals(ESCALATE, action("most-permissive", "block torn block"));
    assertEquals(ALLOW, action("unanimous-or-escalate", "allow allow allow"));
    assertEquals(ESCALATE, action("unanimous-or-escalate", "block block allow"));
    assertEquals(BLOCK, action("majority", "block block allow"));
    assertEquals(ESCALATE, action("majority", "block torn allow"));
    assertEquals(ALLOW, action("weighted", "allow block block"));
    assertEquals(BLOCK, action("weighted", "block allow allow"));
    assertEquals(BLOCK, action("unknown", "allow allow block"));
  }

  @Test
  void aBridgeGivesUpWhatWasConceded() {
    assertEquals(ALLOW, action("bridge", "torn allow allow"));
    assertEquals(ESCALATE, action("bridge", "allow block allow"));
    List<Said> says =
        Objects.requireNonNull(decide("bridge", "torn allow allow").combined()).says();
    assertEquals("[principle:a-blocks]", says.get(0).conceded().toString());
    assertEquals(List.of(), says.get(1).conceded());
    assertEquals(ESCALATE, action("unanimous-or-escalate", "torn allow allow"));
  }

  @Test
  void theDecisionNamesItsClauseAndWhoSaidWhat() {
    Decision decision = decide("majority", "block block allow");
    Combined combined = Objects.requireNonNull(decision.combined());
    assertEquals("majority", combined.clause());
    assertEquals(Combination.MAJORITY, combined.combine());
    assertEquals(Delegates.CHARTER.digest(), decision.constitution());
    for (Said said : combined.says()) {
      Decision own = new Decider(constitution(said.name())).decide(given(decision));
      assertEquals(own, said.decision());
      assertEquals(constitution(said.name()).digest(), said.decision().constitution());
    }
    assertEquals(Delegates.NAMES, combined.says().stream().map(Said::name).toList());
  }

  private static Case given(Decision decision) {
    assertEquals("c", decision.caseId());
    return Delegates.given("majority", "block block allow");
  }

  @Test
  void aClauseOfOneDecidesAsItsConstitution() {
    for (String says : List.of("- - allow", "- - block", "- - torn", "- - -")) {
      for (int outputs = 1; outputs < 3; outputs++) {
        String[] each = outputs == 1 ? new String[] {says} : new String[] {says, "- - allow"};
        Decision own = new Decider(constitution("c")).decide(Delegates.given("alone", each));
        Decision under = decide("alone", each);
        assertEquals(
            own.under(under.constitution(), Objects.requireNonNull(under.combined())), under);
      }
    }
  }

  @Test
  void whatIsCombinedHasTheReasonsOfTheFirstThatSaysSo() {
    OutputDecision blocked = decide("strictest", "allow block block").outputs().get(0);
    assertEquals(
        List.of("b blocks in version 1"),
        blocked.claims().stream().map(FoundClaim::reasons).flatMap(List::stream).toList());
    OutputDecision nobody = decide("unanimous-or-escalate", "allow block allow").outputs().get(0);
    assertEquals(Verdict.ESCALATE, nobody.verdict());
    assertEquals(List.of(), nobody.claims());
  }

  @Test
  void silenceThatWouldLetPassIsNotHeardWhereAnotherSpeaks() {
    assertEquals(BLOCK, action("most-permissive", "block block -"));
    assertEquals(BLOCK, action("unanimous-or-escalate", "block block -"));
    assertEquals(ALLOW, action("most-permissive", "- - -"));
    assertEquals(ESCALATE, action("strictest", "- - -"));
    assertTrue(decide("strictest", "- - -").gap());
    assertEquals(ESCALATE, action("strictest", "- allow -"));
  }

  @Test
  void whoCannotDecideIsNeverOutvotedIntoAllow() {
    for (Combination how : Combination.values()) {
      Decision decision = decide(how.word(), "allow allow fault");
      assertEquals(DecisionState.ERROR, decision.state());
      assertEquals(ESCALATE, decision.outputs().get(0).action(), how.word());
      assertEquals(BLOCK, action(how.word(), "allow fault allow"), how.word());
      assertTrue(
          Objects.requireNonNull(decision.error()).sentence().startsWith("under `c`: "),
          decision.error().sentence());
    }
    assertEquals(ESCALATE, action("alone", "- - fault"));
  }

  @Test
  void theOnlyOutputThatIsNotBlockedIsChosen() {
    Decision decision = decide("strictest", "block allow allow", "allow allow allow");
    assertEquals("o1", decision.choice());
    assertEquals(DecisionState.DECIDED, decision.state());
    assertNull(decision.choiceMargin());
  }

  @Test
  void amongSeveralTheConstitutionsMustAgreeOrOutnumber() {
    String[] both = {"torn allow allow", "allow torn torn"};
    assertNull(decide("most-permissive", both).choice());
    assertEquals(DecisionState.UNDECIDED, decide("most-permissive", both).state());
    assertEquals("o0", decide("majority", both).choice());
    assertEquals("o1", decide("weighted", both).choice());
    assertEquals("o0", decide("strictest", "allow allow allow", "torn torn torn").choice());
  }

  @Test
  void whereAllAreBlockedTheLesserEvilIsOneThatTheyAgreeOn() {
    Decision decision = decide("strictest", "block allow allow", "allow block block");
    assertEquals(DecisionState.ALL_BLOCKED, decision.state());
    assertNull(decision.choice());
    Decision agreed = decide("strictest", "allow allow block", "block block allow");
    assertEquals(DecisionState.ALL_BLOCKED, agreed.state());
    assertNotEquals("o1", String.valueOf(agreed.choice()));
  }

  @Test
  void everyDecisionAgreesWithItself() {
    List<String> words = List.of("allow", "block", "torn", "-", "fault");
    TreeSet<String> met = new TreeSet<>();
    for (Combination how : Combination.values()) {
      for (String a : words) {
        for (String b : words) {
          Decision decision = decide(how.word(), a + " " + b + " allow", b + " allow " + a);
          met.add(decision.state().word());
          String choice = decision.choice();
          boolean anyOpen = decision.outputs().stream().anyMatch(it -> it.action() != BLOCK);
          if (choice != null) {
            assertEquals(!anyOpen, decision.output(choice).action() == BLOCK);
          }
          assertEquals(decision.state() == DecisionState.ERROR, decision.error() != null);
          if (decision.state() == DecisionState.ALL_BLOCKED) {
            assertTrue(!anyOpen);
          }
          if (a.equals("fault") || b.equals("fault")) {
            assertTrue(decision.outputs().stream().noneMatch(it -> it.action() == ALLOW));
          }
        }
      }
    }
    assertEquals("[allBlocked, decided, error, undecided]", met.toString());
  }

  private static long leastSteps(Case given) {
    for (long steps = 1; steps < 10_000; steps++) {
      if (within(steps, given).state() != DecisionState.ERROR) {
        return steps;
      }
    }
    throw new AssertionError("10,000 steps are not enough");
  }

  private static Decision within(long steps, Case given) {
    return DECIDING.decideWithin(new Budget(60_000_000_000L, steps, 64L << 20), given, List.of());
  }

  @Test
  void allConstitutionsShareTheBudgetOfADecision() {
    String[] says = Collections.nCopies(6, "allow allow allow").toArray(String[]::new);
    Case given = Delegates.given("most-permissive", says);
    long least = leastSteps(given);
    assertTrue(least > leastSteps(Delegates.given("alone", says)));
    Decision decision = within(least - 1, given);
    assertEquals(DecisionState.ERROR, decision.state());
    assertEquals(ESCALATE, decision.outputs().get(0).action());
    assertEquals(
        DecisionError.Cause.MACHINE, Objects.requireNonNull(decision.error()).code().cause());
  }
}
