package org.equipoise.authoring.plurality;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;

/**
 * Concessions in numbers: in each case every party must come to one answer, at the least price.
 *
 * <p>Giving up more can undo an agreement, so this is no problem of hitting sets; but all that
 * links the cases are the suspensions. Once it is settled which rules are suspended, each case is
 * by itself, and each party pays the least for the answer.
 *
 * @param parties how many constitutions there are
 * @param candidates the rules whose suspension can be worth its price
 * @param groups the cases, those together that differ in nothing that matters here
 * @param mayLeave how many cases may be left divided
 */
record BridgeProblem(int parties, List<Candidate> candidates, List<Group> groups, int mayLeave) {
  /** A price that is never paid. */
  static final long NEVER = Long.MAX_VALUE / 4;

  BridgeProblem {
    candidates = List.copyOf(candidates);
    groups = List.copyOf(groups);
  }

  /** A rule of a party, and the price of its suspension. */
  record Candidate(int party, long price) {}

  /** What is settled of a suspension. */
  enum Choice {
    OPEN,
    SUSPENDED,
    KEPT
  }

  /**
   * An element of a place.
   *
   * @param price of giving it up there
   * @param candidate the number of its suspension; -1 if it has none
   * @param share the part of the price of its suspension that may be charged there in a bound
   */
  record Part(long price, int candidate, long share) {
    long price(List<Choice> choices) {
      if (candidate < 0) {
        return price;
      }
      return switch (choices.get(candidate)) {
        case OPEN -> Math.min(price, share);
        case SUSPENDED -> 0;
        case KEPT -> price;
      };
    }
  }

  /** A world of a place; the answer is a number, -1 where there is none. */
  record Way(long relaxed, long speaking, int answer) {}

  /**
   * Where one party stands in a case.
   *
   * @param beyond what every way that is not listed costs at least; {@link #NEVER} if all are
   */
  record Place(List<Part> parts, List<Way> ways, long beyond) {
    Place {
      parts = List.copyOf(parts);
      ways = List.copyOf(ways);
    }

    private long suspended(List<Choice> choices) {
      long suspended = 0;
      for (int i = 0; i < parts.size(); i++) {
        int candidate = parts.get(i).candidate();
        if (candidate >= 0 && choices.get(candidate) == Choice.SUSPENDED) {
          suspended |= 1L << i;
        }
      }
      return suspended;
    }

    private long price(Way way, List<Choice> choices) {
      long price = 0;
      for (long left = way.relaxed(); left != 0; left &= left - 1) {
        price += parts.get(Long.numberOfTrailingZeros(left)).price(choices);
      }
      return price;
    }

    /** By answer, the least that a listed way to it costs. */
    long[] cheapest(int answers, List<Choice> choices) {
      long[] cheapest = new long[answers];
      Arrays.fill(cheapest, NEVER);
      long suspended = suspended(choices);
      for (Way way : ways) {
        if (way.answer() >= 0 && (way.speaking() & suspended) == 0) {
          long price = price(way, choices);
          if (price < cheapest[way.answer()]) {
            cheapest[way.answer()] = price;
          }
        }
      }
      return cheapest;
    }

    /** The cheapest way to an answer; of several the one with the fewest concessions. */
    Way way(int answer, List<Choice> choices) {
      long suspended = suspended(choices);
      return ways.stream()
          .filter(it -> it.answer() == answer && (it.speaking() & suspended) == 0)
          .min(
              Comparator.comparingLong((Way it) -> price(it, choices))
                  .thenComparing(it -> Long.bitCount(it.relaxed() & ~suspended)))
          .orElseThrow();
    }

    /** What a way that is not listed costs at least. */
    private long least(List<Choice> choices) {
      boolean isFixed =
          parts.stream()
              .allMatch(it -> it.candidate() < 0 || choices.get(it.candidate()) == Choice.KEPT);
      return beyond == NEVER || isFixed ? beyond : 0;
    }
  }

  /**
   * Cases in which every party stands alike.
   *
   * @param answers how many different answers there are
   * @param cases their numbers, ascending
   */
  record Group(List<Place> places, int answers, List<Integer> cases) {
    Group {
      places = List.copyOf(places);
      cases = List.copyOf(cases);
    }

    /** The suspensions that make a difference here. */
    BitSet candidates() {
      BitSet candidates = new BitSet();
      for (Place place : places) {
        for (Part part : place.parts()) {
          if (part.candidate() >= 0) {
            candidates.set(part.candidate());
          }
        }
      }
      return candidates;
    }

    /** What an agreement costs at least, if suspensions are paid for apart. */
    long leastPrice(List<Choice> choices) {
      long[] sums = new long[answers + 1];
      for (Place place : places) {
        long[] listed = place.cheapest(answers, choices);
        long least = place.least(choices);
        for (int a = 0; a < answers; a++) {
          sums[a] = Math.min(NEVER, sums[a] + Math.min(listed[a], least));
        }
        sums[answers] = Math.min(NEVER, sums[answers] + least);
      }
      return Arrays.stream(sums).min().orElseThrow();
    }

    /** The agreements that cost no party more than another agreement does, once all is settled. */
    List<Option> options(List<Choice> choices) {
      List<Option> options = new ArrayList<>();
      List<long[]> listed = places.stream().map(it -> it.cheapest(answers, choices)).toList();
      for (int a = 0; a < answers; a++) {
        int answer = a;
        List<Long> burdens = listed.stream().map(it -> it[answer]).toList();
        if (burdens.stream().allMatch(it -> it < NEVER)) {
          options.add(new Option(answer, burdens));
        }
      }
      List<Option> best = new ArrayList<>();
      for (Option each : options) {
        boolean isWorse =
            options.stream()
                .anyMatch(
                    it -> it.isAtLeast(each) && (!each.isAtLeast(it) || it.answer < each.answer));
        if (!isWorse) {
          best.add(each);
        }
      }
      return best;
    }
  }

  /**
   * One way for all parties to agree in a case.
   *
   * @param answer on which answer; -1 if the case is left divided
   * @param burdens what each party pays
   */
  record Option(int answer, List<Long> burdens) {
    Option {
      burdens = List.copyOf(burdens);
    }

    /** Whether no party pays more than in another. */
    boolean isAtLeast(Option other) {
      for (int i = 0; i < burdens.size(); i++) {
        if (burdens.get(i) > other.burdens.get(i)) {
          return false;
        }
      }
      return true;
    }

    long sum() {
      return burdens.stream().mapToLong(it -> it).sum();
    }
  }
}
