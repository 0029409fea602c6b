package org.equipoise.consultation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ForkJoinPool;
import org.equipoise.consultation.Objection.SharedVote;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Support across viewpoints, who objects, and what few people can change. */
class BridgingTest {
  private static final int SEEDS = Integer.getInteger("equipoise.seeds", 60);

  /** Two camps of thirty; camps differ on "left" and "right", and on "both" only chance decides. */
  private static Votes camps(boolean isReversed) {
    Random random = new Random(1);
    List<String[]> cast = new ArrayList<>();
    for (int p = 0; p < 60; p++) {
      for (int s = 0; s < 8; s++) {
        boolean isOwn = (p % 2 == 0) == (s % 2 == 0);
        cast.add(new String[] {"p" + p, (s % 2 == 0 ? "left" : "right") + s, isOwn ? "A" : "D"});
      }
      // the same number agrees with either: three in four
      cast.add(new String[] {"p" + p, "both", random.nextInt(4) > 0 ? "A" : "D"});
      cast.add(new String[] {"p" + p, "camp", p % 2 == 0 || p % 4 == 1 ? "A" : "D"});
    }
    if (isReversed) {
      Collections.reverse(cast);
    }
    Votes.Collector votes = new Votes.Collector();
    cast.forEach(it -> votes.vote(it[0], it[1], it[2].equals("A") ? Vote.AGREE : Vote.DISAGREE));
    return votes.votes();
  }

  @Test
  void whatOneCampAloneWantsHasLessSupportThanWhatPeopleOfBothWant() {
    Votes votes = camps(false);
    double[] support = new Bridging(votes, Set.of()).support(List.of()).get(0);
    double both = support[votes.statements().indexOf("both")];
    double camp = support[votes.statements().indexOf("camp")];
    double left = support[votes.statements().indexOf("left0")];
    assertEquals(0.75, both, 0.1);
    assertEquals(0.5, left, 0.05);
    assertTrue(camp >= left && camp < both + 0.1, both + " " + camp + " " + left);
    assertArrayEquals(support, new Bridging(camps(true), Set.of()).support(List.of()).get(0));
  }

  @Test
  void aParticipantWhoCountsTwiceIsAsTwoWhoVoteAlike() {
    Votes votes = camps(false);
    int[] times = new int[60];
    Votes.Collector twice = new Votes.Collector();
    for (int p = 0; p < 60; p++) {
      times[p] = p % 3;
      for (int copy = 0; copy < times[p]; copy++) {
        for (int s = 0; s < votes.statements().size(); s++) {
          Vote vote = votes.vote(p, s);
          if (vote != null) {
            twice.vote(votes.participants().get(p) + "-" + copy, votes.statements().get(s), vote);
          }
        }
      }
    }
    assertArrayEquals(
        new Bridging(votes, Set.of()).support(List.of(times)).get(1),
        new Bridging(twice.votes(), Set.of()).support(List.of()).get(0),
        1e-3);
  }

  @Test
  void theNumberOfThreadsDoesNotMatter() throws Exception {
    Votes votes = camps(false);
    GroupFinder finder = GroupFinder.of(votes, Set.of());
    Map<String, Grouping> groupings = new LinkedHashMap<>();
    groupings.put("2", finder.groups(2, 1));
    groupings.put("3", finder.groups(3, 1));
    List<RobustConsensus> found = new ArrayList<>();
    for (int threads : new int[] {1, 4}) {
      ForkJoinPool pool = new ForkJoinPool(threads);
      try {
        found.add(
            pool.submit(
                    () -> RobustConsensus.of(votes, groupings, AdoptionRule.DEFAULT, Set.of(), 5))
                .get());
      } finally {
        pool.shutdown();
      }
    }
    assertEquals(found.get(0), found.get(1));
  }

  @Test
  void withoutVotesThereIsNoSupport() {
    Votes none = new Votes.Collector().participant("p").statement("s").votes();
    assertArrayEquals(new double[1], new Bridging(none, Set.of()).support(List.of()).get(0));
  }

  private static Votes random(Random random, Map<String, String> groups) {
    Votes.Collector votes = new Votes.Collector();
    int participants = 3 + random.nextInt(6);
    for (int p = 0; p < participants; p++) {
      votes.participant("p" + p);
      if (random.nextInt(6) > 0) {
        groups.put("p" + p, "g" + random.nextInt(2));
      }
      for (int s = 0; s < 4; s++) {
        int vote = random.nextInt(6);
        votes.statement("s" + s);
        if (vote < 5) {
          votes.vote(
              "p" + p, "s" + s, vote < 3 ? Vote.AGREE : vote < 4 ? Vote.PASS : Vote.DISAGREE);
        }
      }
    }
    return votes.votes();
  }

  /** The votes with other ones of one participant. */
  private static Votes with(Votes votes, int participant, int statement, @Nullable Vote other) {
    Votes.Collector changed = new Votes.Collector();
    for (int p = 0; p < votes.participants().size(); p++) {
      changed.participant(votes.participants().get(p));
      for (int s = 0; s < votes.statements().size(); s++) {
        changed.statement(votes.statements().get(s));
        Vote vote = p == participant && s == statement ? other : votes.vote(p, s);
        if (vote != null) {
          changed.vote(votes.participants().get(p), votes.statements().get(s), vote);
        }
      }
    }
    return changed.votes();
  }

  @Test
  void whatOneParticipantCanChangeIsWhatTryingEveryVoteChanges() {
    AdoptionRule rule = new AdoptionRule(2, new BigDecimal("0.5"));
    for (int seed = 0; seed < SEEDS; seed++) {
      Map<String, String> groups = new HashMap<>();
      Votes votes = random(new Random(seed), groups);
      Grouping grouping = Grouping.of(votes, groups);
      Consultation counted = Consultation.of(votes, grouping, rule, Set.of());
      int most = 0;
      for (int p = 0; p < votes.participants().size(); p++) {
        int moved = 0;
        for (int s = 0; s < votes.statements().size(); s++) {
          boolean canMove = false;
          for (Vote vote : Arrays.asList(Vote.AGREE, Vote.PASS, Vote.DISAGREE, null)) {
            Consultation other = Consultation.of(with(votes, p, s, vote), grouping, rule, Set.of());
            canMove |=
                other.statements().get(s).isAdopted() != counted.statements().get(s).isAdopted();
          }
          moved += canMove ? 1 : 0;
        }
        most = Math.max(most, moved);
      }
      assertEquals(most, Influence.of(votes, counted, rule).person(), "seed " + seed);
    }
  }

  @Test
  void asManyMadeUpParticipantsAreNeededAsTryingEveryBlockShows() {
    AdoptionRule rule = new AdoptionRule(2, new BigDecimal("0.55"));
    for (int seed = 0; seed < SEEDS; seed++) {
      Map<String, String> groups = new HashMap<>();
      Votes votes = random(new Random(seed), groups);
      Consultation counted = Consultation.of(votes, Grouping.of(votes, groups), rule, Set.of());
      List<Influence.@Nullable Need> needs = Influence.of(votes, counted, rule).needs();
      for (int s = 0; s < needs.size(); s++) {
        Influence.Need need = needs.get(s);
        if (need != null) {
          long least = tried(counted.statements().get(s), rule);
          assertEquals(Long.valueOf(least), need.participants(), "seed " + seed);
        }
      }
    }
  }

  private static long tried(StatementResult statement, AdoptionRule rule) {
    long least = Long.MAX_VALUE;
    List<Tally> groups = statement.byGroup();
    for (int a = 0; a <= 12; a++) {
      for (int b = 0; b <= (groups.size() > 1 ? 12 : 0); b++) {
        for (int sign = -1; sign <= 1; sign += 2) {
          boolean isAdopted = true;
          for (int g = 0; g < groups.size(); g++) {
            int more = g == 0 ? a : b;
            Tally tally = groups.get(g);
            Tally after =
                new Tally(
                    tally.agrees() + (sign > 0 ? more : 0),
                    tally.disagrees() + (sign < 0 ? more : 0),
                    tally.passes());
            isAdopted &= rule.isQuorum(after) && rule.isMajority(after);
          }
          if (isAdopted != statement.isAdopted()) {
            least = Math.min(least, a + b);
          }
        }
      }
    }
    return least;
  }

  @Test
  void theFewestWhoObjectAreFoundByWhatTheyShare() {
    AdoptionRule rule = new AdoptionRule(3, new BigDecimal("0.6"));
    Votes.Collector votes = new Votes.Collector();
    for (int p = 0; p < 12; p++) {
      votes.vote("p" + p, "a", p < 9 ? Vote.AGREE : Vote.DISAGREE);
      votes.vote("p" + p, "b", p < 4 || p > 8 ? Vote.AGREE : Vote.DISAGREE);
      votes.vote("p" + p, "c", p > 3 ? Vote.PASS : Vote.DISAGREE);
    }
    Objection.Finder finder = new Objection.Finder(votes.votes(), rule, Set.of());
    assertEquals(
        new Objection(List.of(new SharedVote("b", Vote.AGREE)), new Tally(4, 3, 0), 1),
        finder.smallest("a"));
    Objection.Finder strict =
        new Objection.Finder(votes.votes(), new AdoptionRule(3, new BigDecimal("0.5")), Set.of());
    assertEquals(
        new Objection(
            List.of(new SharedVote("b", Vote.AGREE), new SharedVote("c", Vote.PASS)),
            new Tally(0, 3, 0),
            1),
        strict.smallest("a"));
    assertEquals(null, strict.clearest("a"));
  }
}
