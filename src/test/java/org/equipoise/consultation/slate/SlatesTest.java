package org.equipoise.consultation.slate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.equipoise.consultation.Vote;
import org.equipoise.consultation.Votes;
import org.equipoise.consultation.slate.Representation.Neglect;
import org.equipoise.equilibrium.Fraction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Slates are those of the definitions, worked out for every slate of small elections. */
class SlatesTest {
  private static final int SEEDS = Integer.getInteger("equipoise.seeds", 150);
  private static final long STEPS = 1_000_000;

  /** A small election: who approves of what. */
  private record Small(List<BitSet> approvals, int statements, int seats) {
    static Small of(Random random) {
      int statements = 2 + random.nextInt(5);
      List<BitSet> approvals = new ArrayList<>();
      int voters = 1 + random.nextInt(8);
      for (int v = 0; v < voters; v++) {
        BitSet own = new BitSet();
        for (int s = 0; s < statements; s++) {
          own.set(s, random.nextInt(5) < 2);
        }
        approvals.add(own);
      }
      return new Small(approvals, statements, 1 + random.nextInt(statements));
    }

    Election election() {
      Votes.Collector votes = new Votes.Collector();
      for (int v = 0; v < approvals.size(); v++) {
        for (int s = 0; s < statements; s++) {
          votes.vote("v" + v, "s" + s, approvals.get(v).get(s) ? Vote.AGREE : Vote.DISAGREE);
        }
      }
      Votes all = votes.votes();
      return Election.of(all, all.statements(), seats);
    }

    List<List<Integer>> slates() {
      List<List<Integer>> slates = new ArrayList<>();
      for (int set = 0; set < (1 << statements); set++) {
        if (Integer.bitCount(set) == seats) {
          List<Integer> slate = new ArrayList<>();
          for (int s = 0; s < statements; s++) {
            if (((set >> s) & 1) == 1) {
              slate.add(s);
            }
          }
          slates.add(slate);
        }
      }
      return slates;
    }

    int approved(int voter, List<Integer> slate) {
      return (int) slate.stream().filter(it -> approvals.get(voter).get(it)).count();
    }
  }

  private static Fraction plus(Fraction a, Fraction b) {
    return new Fraction(
        a.numerator().multiply(b.denominator()).add(b.numerator().multiply(a.denominator())),
        a.denominator().multiply(b.denominator()));
  }

  private static Fraction minus(Fraction a, Fraction b) {
    return plus(a, new Fraction(b.numerator().negate(), b.denominator()));
  }

  private static Set<Set<String>> named(List<List<Integer>> slates) {
    Set<Set<String>> named = new HashSet<>();
    slates.forEach(it -> named.add(Set.copyOf(it.stream().map(s -> "s" + s).toList())));
    return named;
  }

  private static Set<Set<String>> sets(Slates slates) {
    assertTrue(slates.areAll());
    Set<Set<String>> sets = new HashSet<>();
    slates.slates().forEach(it -> sets.add(Set.copyOf(it)));
    assertEquals(slates.slates().size(), sets.size(), "each slate is named once");
    return sets;
  }

  @Test
  void slatesOfProportionalApprovalAreAllThoseWithTheGreatestScore() {
    for (int seed = 0; seed < SEEDS; seed++) {
      Small small = Small.of(new Random(seed));
      Fraction best = Fraction.of(-1, 1);
      List<List<Integer>> slates = new ArrayList<>();
      for (List<Integer> slate : small.slates()) {
        Fraction score = Fraction.of(0, 1);
        for (int v = 0; v < small.approvals().size(); v++) {
          for (int i = 1; i <= small.approved(v, slate); i++) {
            score = plus(score, Fraction.of(1, i));
          }
        }
        int order = score.compareTo(best);
        if (order > 0) {
          best = score;
          slates.clear();
        }
        if (order >= 0) {
          slates.add(slate);
        }
      }
      ProportionalApproval found = ProportionalApproval.of(small.election(), STEPS);
      assertTrue(found.isProven());
      assertEquals(best, found.score(), "seed " + seed);
      assertEquals(named(slates), sets(found.best()), "seed " + seed);
    }
  }

  @Test
  void aSearchThatMeetsItsLimitSaysHowMuchBetterASlateMightBe() {
    for (int seed = 0; seed < SEEDS; seed++) {
      Election election = Small.of(new Random(seed)).election();
      Fraction best = ProportionalApproval.of(election, STEPS).score();
      ProportionalApproval cut = ProportionalApproval.of(election, 20);
      assertTrue(cut.score().compareTo(best) <= 0);
      assertTrue(cut.atMost().compareTo(best) >= 0);
      assertFalse(cut.best().slates().isEmpty());
      assertTrue(cut.isProven() || !cut.best().areAll());
    }
  }

  /** Plays the method as it is written, with fractions and every order of ties. */
  private static void spend(
      Small small, List<Integer> chosen, List<Fraction> left, Set<Set<String>> ends) {
    Fraction least = null;
    List<Integer> next = new ArrayList<>();
    for (int s = 0; s < small.statements(); s++) {
      Fraction share = chosen.contains(s) ? null : share(small, s, left);
      if (share != null) {
        int order = least == null ? -1 : share.compareTo(least);
        if (order < 0) {
          least = share;
          next.clear();
        }
        if (order <= 0) {
          next.add(s);
        }
      }
    }
    if (least == null) {
      ends.addAll(named(List.of(chosen)));
      return;
    }
    for (int s : next) {
      List<Fraction> rest = new ArrayList<>(left);
      for (int v = 0; v < left.size(); v++) {
        if (small.approvals().get(v).get(s)) {
          Fraction paid = left.get(v).compareTo(least) < 0 ? left.get(v) : least;
          rest.set(v, minus(left.get(v), paid));
        }
      }
      List<Integer> more = new ArrayList<>(chosen);
      more.add(s);
      spend(small, more, rest, ends);
    }
  }

  /** The least amount such that all who approve pay 1 together, each at most that amount. */
  private static @Nullable Fraction share(Small small, int statement, List<Fraction> left) {
    List<Fraction> own = new ArrayList<>();
    for (int v = 0; v < left.size(); v++) {
      if (small.approvals().get(v).get(statement)) {
        own.add(left.get(v));
      }
    }
    own.sort(null);
    Fraction paid = Fraction.of(0, 1);
    for (int poor = 0; poor < own.size(); poor++) {
      Fraction rest = minus(Fraction.of(1, 1), paid);
      Fraction share =
          new Fraction(
              rest.numerator(), rest.denominator().multiply(BigInteger.valueOf(own.size() - poor)));
      if (share.compareTo(own.get(poor)) <= 0) {
        return share;
      }
      paid = plus(paid, own.get(poor));
    }
    return null;
  }

  @Test
  void equalSharesEndWithAllSlatesThatAnyOrderOfTiesLeadsTo() {
    for (int seed = 0; seed < SEEDS; seed++) {
      Small small = Small.of(new Random(seed));
      List<Fraction> left = new ArrayList<>();
      small
          .approvals()
          .forEach(it -> left.add(Fraction.of(small.seats(), small.approvals().size())));
      Set<Set<String>> ends = new HashSet<>();
      spend(small, List.of(), left, ends);
      assertEquals(ends, sets(EqualShares.of(small.election())), "seed " + seed);
    }
  }

  /** Whether some group of voters is neglected, as the definition says. */
  private static boolean isNeglected(Small small, List<Integer> slate, int seats) {
    for (int group = 1; group < (1 << small.approvals().size()); group++) {
      if (Integer.bitCount(group) * small.seats() < seats * small.approvals().size()) {
        continue;
      }
      for (int s = 0; s < small.statements(); s++) {
        boolean isGroup = !slate.contains(s);
        for (int v = 0; v < small.approvals().size(); v++) {
          isGroup &=
              ((group >> v) & 1) == 0
                  || (small.approvals().get(v).get(s) && small.approved(v, slate) < seats);
        }
        if (isGroup) {
          return true;
        }
      }
    }
    return false;
  }

  @Test
  void aSlateStandsForEveryGroupExactlyIfTheDefinitionSaysSo() {
    for (int seed = 0; seed < SEEDS; seed++) {
      Small small = Small.of(new Random(seed));
      Election election = small.election();
      for (List<Integer> slate : small.slates()) {
        Representation found =
            Representation.of(election, slate.stream().map(it -> "s" + it).toList());
        assertEquals(isNeglected(small, slate, 1), found.justified() != null, "seed " + seed);
        boolean isAny = false;
        for (int seats = 1; seats <= small.seats(); seats++) {
          isAny |= isNeglected(small, slate, seats);
        }
        assertEquals(isAny, found.proportional() != null, "seed " + seed);
      }
    }
  }

  @Test
  void bothRulesStandForEveryGroup() {
    for (int seed = 0; seed < SEEDS; seed++) {
      Election election = Small.of(new Random(seed)).election();
      List<List<String>> slates = new ArrayList<>(EqualShares.of(election).slates());
      slates.addAll(ProportionalApproval.of(election, STEPS).best().slates());
      for (List<String> slate : slates) {
        assertEquals(new Representation(null, null), Representation.of(election, slate));
      }
    }
  }

  @Test
  void threePartiesGetSeatsInProportion() {
    Votes.Collector votes = new Votes.Collector();
    for (int v = 0; v < 12; v++) {
      int party = v < 6 ? 0 : v < 10 ? 1 : 2;
      for (int s = 0; s < 12; s++) {
        votes.vote("v" + v, "s" + s, s / 4 == party ? Vote.AGREE : Vote.DISAGREE);
      }
    }
    Votes all = votes.votes();
    Election election = Election.of(all, all.statements(), 6);
    ProportionalApproval found = ProportionalApproval.of(election, 10_000_000);
    assertEquals(4 * 6 * 4, found.best().slates().size());
  }

  @Test
  void aGroupThatIsNeglectedIsNamedWithWhatItAgreesOn() {
    Votes.Collector votes = new Votes.Collector();
    for (int v = 0; v < 10; v++) {
      votes.vote("v" + v, "a", v < 5 ? Vote.AGREE : Vote.PASS);
      votes.vote("v" + v, "b", v < 5 ? Vote.AGREE : Vote.PASS);
      votes.vote("v" + v, "c", v >= 5 ? Vote.AGREE : Vote.PASS);
    }
    Votes all = votes.votes();
    Election election = Election.of(all, all.statements(), 2);
    assertEquals(
        new Neglect("c", 1, 5), Representation.of(election, List.of("a", "b")).justified());
    assertNull(Representation.of(election, List.of("a", "c")).proportional());
    assertThrows(IllegalArgumentException.class, () -> Election.of(all, all.statements(), 31));
  }

  @Test
  void noOtherSlateBeatsThoseOfTheFrontAndTheBestAreAmongThem() {
    for (int seed = 0; seed < SEEDS; seed++) {
      Random random = new Random(seed);
      int groups = 1 + random.nextInt(3);
      int seats = 1 + random.nextInt(3);
      List<Welfare.Candidate> candidates = new ArrayList<>();
      int count = seats + random.nextInt(5);
      for (int c = 0; c < count; c++) {
        List<Fraction> worth = new ArrayList<>();
        for (int g = 0; g < groups; g++) {
          worth.add(Fraction.of(1 + random.nextInt(3), 2 + random.nextInt(3)));
        }
        candidates.add(new Welfare.Candidate("s" + c, worth));
      }
      List<Integer> sizes = List.of(5, 3, 2).subList(0, groups);
      List<Set<String>> slates = new ArrayList<>();
      List<List<Fraction>> worths = new ArrayList<>();
      for (int set = 0; set < (1 << count); set++) {
        if (Integer.bitCount(set) == seats) {
          Set<String> slate = new HashSet<>();
          List<Fraction> worth = new ArrayList<>();
          for (int g = 0; g < groups; g++) {
            Fraction sum = Fraction.of(0, 1);
            for (int c = 0; c < count; c++) {
              if (((set >> c) & 1) == 1) {
                slate.add("s" + c);
                sum = plus(sum, candidates.get(c).worth().get(g));
              }
            }
            worth.add(sum);
          }
          slates.add(slate);
          worths.add(worth);
        }
      }
      Welfare found = Welfare.of(candidates, sizes, seats);
      assertTrue(found.isComplete());
      assertEquals(front(slates, worths), named(found), "seed " + seed);
      assertEquals(
          greatest(slates, worths, it -> weighted(it, sizes)), namedOf(found.utilitarian()));
      assertEquals(greatest(slates, worths, SlatesTest::product), namedOf(found.nash()));
      assertEquals(greatest(slates, worths, SlatesTest::ordered), namedOf(found.leximin()));
    }
  }

  private static Set<Set<String>> front(List<Set<String>> slates, List<List<Fraction>> worths) {
    Set<Set<String>> front = new HashSet<>();
    for (int i = 0; i < slates.size(); i++) {
      boolean isBeaten = false;
      for (List<Fraction> other : worths) {
        boolean isAsGood = true;
        for (int g = 0; g < other.size(); g++) {
          isAsGood &= other.get(g).compareTo(worths.get(i).get(g)) >= 0;
        }
        isBeaten |= isAsGood && !other.equals(worths.get(i));
      }
      if (!isBeaten) {
        front.add(slates.get(i));
      }
    }
    return front;
  }

  private interface Measure {
    List<Fraction> of(List<Fraction> worth);
  }

  private static List<Fraction> weighted(List<Fraction> worth, List<Integer> sizes) {
    Fraction sum = Fraction.of(0, 1);
    for (int g = 0; g < worth.size(); g++) {
      for (int i = 0; i < sizes.get(g); i++) {
        sum = plus(sum, worth.get(g));
      }
    }
    return List.of(sum);
  }

  private static List<Fraction> product(List<Fraction> worth) {
    BigInteger above = BigInteger.ONE;
    BigInteger below = BigInteger.ONE;
    for (Fraction each : worth) {
      above = above.multiply(each.numerator());
      below = below.multiply(each.denominator());
    }
    return List.of(new Fraction(above, below));
  }

  private static List<Fraction> ordered(List<Fraction> worth) {
    return worth.stream().sorted().toList();
  }

  private static Set<Set<String>> greatest(
      List<Set<String>> slates, List<List<Fraction>> worths, Measure measure) {
    List<Fraction> best = List.of();
    Set<Set<String>> chosen = new HashSet<>();
    for (int i = 0; i < slates.size(); i++) {
      List<Fraction> own = measure.of(worths.get(i));
      int order = best.isEmpty() ? 1 : 0;
      for (int at = 0; at < best.size() && order == 0; at++) {
        order = own.get(at).compareTo(best.get(at));
      }
      if (order > 0) {
        best = own;
        chosen.clear();
      }
      if (order >= 0) {
        chosen.add(slates.get(i));
      }
    }
    return chosen;
  }

  private static Set<Set<String>> named(Welfare found) {
    return namedOf(found.front());
  }

  private static Set<Set<String>> namedOf(List<Welfare.Outcome> outcomes) {
    Set<Set<String>> sets = new HashSet<>();
    outcomes.forEach(it -> sets.add(Set.copyOf(it.slate())));
    assertEquals(outcomes.size(), sets.size());
    return sets;
  }
}
