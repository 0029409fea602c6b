package org.equipoise.consultation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.equipoise.equilibrium.Fraction;
import org.junit.jupiter.api.Test;

/** Votes are counted by groups, and what all groups agree with is adopted. */
class ConsultationTest {
  private static final AdoptionRule RULE = AdoptionRule.DEFAULT;

  /** Adds so many participants of a group who vote alike on one statement. */
  private static void add(
      Votes.Collector votes, Map<String, String> groups, String group, int count, Vote vote) {
    for (int i = 0; i < count; i++) {
      String name = group + "-" + vote + "-" + i;
      votes.vote(name, "s", vote);
      if (!group.isEmpty()) {
        groups.put(name, group);
      }
    }
  }

  private static StatementResult counted(int agrees, int disagrees, int passes) {
    Votes.Collector votes = new Votes.Collector();
    Map<String, String> groups = new HashMap<>();
    add(votes, groups, "a", agrees, Vote.AGREE);
    add(votes, groups, "a", disagrees, Vote.DISAGREE);
    add(votes, groups, "a", passes, Vote.PASS);
    add(votes, groups, "b", 9, Vote.AGREE);
    add(votes, groups, "", 3, Vote.DISAGREE);
    Votes all = votes.votes();
    return Consultation.of(all, Grouping.of(all, groups), RULE, Set.of()).statements().get(0);
  }

  @Test
  void aStatementIsAdoptedWhereMoreThanTheMajorityOfEveryGroupAgrees() {
    assertTrue(counted(7, 3, 0).isAdopted());
    assertFalse(counted(6, 4, 0).isAdopted(), "exactly six in ten");
    assertFalse(counted(6, 0, 4).isAdopted(), "who passes has voted");
    assertFalse(counted(4, 0, 0).isAdopted(), "four votes are no quorum");
    assertTrue(counted(4, 0, 1).isAdopted(), "a pass counts for the quorum");
  }

  @Test
  void whoIsInNoGroupCountsInTheTotalsOnly() {
    StatementResult result = counted(7, 3, 2);
    assertEquals(new Tally(16, 6, 2), result.all());
    assertEquals(List.of(new Tally(7, 3, 2), new Tally(9, 0, 0)), result.byGroup());
    assertEquals(Fraction.of(8 * 10, 14 * 11), result.groupInformedConsensus());
    assertEquals(Fraction.of(8, 14), result.worstGroup());
  }

  @Test
  void aStatementThatModeratorsTookOutIsCountedButNeverAdopted() {
    Votes.Collector votes = new Votes.Collector();
    Map<String, String> groups = new HashMap<>();
    add(votes, groups, "a", 9, Vote.AGREE);
    Votes all = votes.votes();
    Consultation result = Consultation.of(all, Grouping.of(all, groups), RULE, Set.of("s"));
    assertFalse(result.statements().get(0).isAdopted());
    assertFalse(result.isQuorum(), "nothing can be adopted");
  }

  @Test
  void aLaterVoteReplacesAnEarlierOneAndTheOrderOfParticipantsDoesNotMatter() {
    Votes.Collector votes = new Votes.Collector();
    assertEquals(null, votes.vote("10", "s", Vote.AGREE));
    assertEquals(Vote.AGREE, votes.vote("10", "s", Vote.PASS));
    votes.vote("9", "t", Vote.DISAGREE);
    assertEquals(List.of("9", "10"), votes.votes().participants());
    assertEquals(Vote.PASS, votes.votes().vote(1, 0));
    assertEquals(null, votes.votes().vote(0, 0));
  }

  @Test
  void everyFormulaIsWhatItsDefinitionSaysInExactNumbers() {
    Random random = new Random(5);
    for (int trial = 0; trial < 5_000; trial++) {
      List<Tally> groups = new ArrayList<>();
      for (int g = 0; g < 1 + random.nextInt(4); g++) {
        groups.add(new Tally(random.nextInt(20), random.nextInt(8), random.nextInt(5)));
      }
      AdoptionRule rule =
          new AdoptionRule(
              1,
              BigDecimal.valueOf(random.nextInt(20), 1 + random.nextInt(2))
                  .min(new BigDecimal("0.9")));
      Fraction majority =
          new Fraction(
              rule.majority().movePointRight(6).toBigIntegerExact(), BigInteger.TEN.pow(6));
      boolean isQuorum = groups.stream().allMatch(it -> it.votes() >= 1);
      assertEquals(
          isQuorum
              && groups.stream()
                  .allMatch(it -> Fraction.of(it.agrees(), it.votes()).compareTo(majority) > 0),
          Formula.MAJORITY.lists(groups, 0, rule));
      assertEquals(
          isQuorum && groups.stream().allMatch(it -> it.agreement().compareTo(majority) > 0),
          Formula.AGREEMENT.lists(groups, 0, rule));
      Fraction needed =
          new Fraction(
              majority.numerator().pow(groups.size()), majority.denominator().pow(groups.size()));
      StatementResult result =
          new StatementResult("s", new Tally(0, 0, 0), groups, true, true, false);
      assertEquals(
          isQuorum && result.groupInformedConsensus().compareTo(needed) > 0,
          Formula.CONSENSUS.lists(groups, 0, rule),
          groups + " " + rule);
    }
  }

  @Test
  void theGeometricMeanThatEqualsTheMajorityIsNotEnough() {
    List<Tally> groups = List.of(new Tally(3, 2, 1), new Tally(3, 2, 1)); // 4/8 each
    AdoptionRule half = new AdoptionRule(1, new BigDecimal("0.5"));
    assertFalse(Formula.CONSENSUS.lists(groups, 0, half));
    assertTrue(Formula.CONSENSUS.lists(groups, 0, new AdoptionRule(1, new BigDecimal("0.499999"))));
  }

  @Test
  void groupsThatVoteAlikeAreFoundWhateverTheOrderOfTheVotes() {
    List<String[]> cast = new ArrayList<>();
    Random random = new Random(3);
    for (int p = 0; p < 40; p++) {
      for (int s = 0; s < 12; s++) {
        boolean isFor = (p % 2 == 0) == (s % 2 == 0) != (random.nextInt(10) == 0);
        if (random.nextInt(12) > 0) {
          cast.add(new String[] {"p" + p, "s" + s, isFor ? "AGREE" : "DISAGREE"});
        }
      }
    }
    Grouping first = null;
    for (int order = 0; order < 3; order++) {
      Votes.Collector votes = new Votes.Collector();
      cast.forEach(it -> votes.vote(it[0], it[1], Vote.valueOf(it[2])));
      Votes all = votes.votes();
      GroupFinder finder = GroupFinder.of(all, Set.of());
      Grouping found = finder.groups(2, 1);
      assertEquals(List.of("1", "2"), found.names());
      for (int p = 0; p < 40; p++) {
        int other = all.participants().indexOf("p" + p);
        int zero = all.participants().indexOf("p" + p % 2);
        assertEquals(found.groupOf().get(zero), found.groupOf().get(other), "p" + p);
      }
      assertTrue(finder.silhouette(found) > finder.silhouette(finder.groups(4, 1)));
      first = first == null ? found : first;
      assertEquals(first, found);
      Collections.shuffle(cast, random);
    }
  }

  @Test
  void aRobustStatementIsInTheListUnderEveryChoice() {
    Votes.Collector votes = new Votes.Collector();
    Map<String, String> one = new HashMap<>();
    Map<String, String> other = new HashMap<>();
    for (int p = 0; p < 20; p++) {
      String name = "p" + p;
      one.put(name, p < 10 ? "a" : "b");
      other.put(name, p % 2 == 0 ? "a" : "b");
      votes.vote(name, "all", Vote.AGREE);
      votes.vote(name, "evens", p % 2 == 0 || p % 5 != 0 ? Vote.AGREE : Vote.DISAGREE);
      votes.vote(name, "odd", p % 4 != 1 ? Vote.AGREE : Vote.DISAGREE);
    }
    Votes all = votes.votes();
    Map<String, Grouping> groupings = new LinkedHashMap<>();
    groupings.put("halves", Grouping.of(all, one));
    groupings.put("turns", Grouping.of(all, other));
    RobustConsensus robust = RobustConsensus.of(all, groupings, RULE, Set.of(), 0);
    assertEquals(10, robust.choices());
    Map<String, RobustConsensus.Robustness> by = new HashMap<>();
    robust.statements().forEach(it -> by.put(it.statement(), it));
    assertTrue(Objects.requireNonNull(by.get("all")).isRobust());
    assertEquals(10, Objects.requireNonNull(by.get("all")).listed());
    RobustConsensus.Robustness odd = Objects.requireNonNull(by.get("odd"));
    assertEquals(
        new RobustConsensus.Choice("turns", Formula.MAJORITY, 0), odd.fallsOut(), odd.toString());
    assertFalse(odd.isForQuorum());
    RobustConsensus sampled = RobustConsensus.of(all, groupings, RULE, Set.of(), 7);
    assertEquals(80, sampled.choices());
    assertEquals(sampled, RobustConsensus.of(all, groupings, RULE, Set.of(), 7));
  }
}
