package org.equipoise.consultation.slate;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The method of equal shares (D. Peters and P. Skowron 2020). Each voter has seats / voters to
 * spend, and a statement costs 1. In turn that statement is chosen which those who approve of it
 * can pay for with the least share of the one who pays most; who has less pays all they have. It
 * ends when nobody can pay for a statement, so a slate may have fewer statements than seats. Where
 * several statements can be chosen, each is tried.
 */
public final class EqualShares {
  private static final int MOST_STATES = 2_000;

  private final Election election;
  private final Set<State> seen = new HashSet<>();
  private final TreeSet<List<Integer>> found = new TreeSet<>(EqualShares::compare);

  private EqualShares(Election election) {
    this.election = election;
  }

  /**
   * Returns the slates that the method can end with. The result depends on the votes alone; after
   * 2,000 states of the method it does not look for more.
   */
  public static Slates of(Election election) {
    if (election.voters() == 0 || election.seats() == 0) {
      return new Slates(List.of(List.of()), true);
    }
    EqualShares method = new EqualShares(election);
    BigInteger share = BigInteger.valueOf(election.seats());
    boolean areAll =
        method.spend(
            new State(
                Set.of(),
                BigInteger.valueOf(election.voters()),
                Collections.nCopies(election.voters(), share)));
    return new Slates(method.found.stream().map(election::named).toList(), areAll);
  }

  /**
   * What is chosen, and what each voter has left.
   *
   * @param price of a statement, in the unit in which money is counted
   */
  private record State(Set<Integer> chosen, BigInteger price, List<BigInteger> left) {}

  /** What those who pay most pay: a part of the unit. */
  private record Share(BigInteger amount, int payers) {
    int compare(Share other) {
      return amount
          .multiply(BigInteger.valueOf(other.payers))
          .compareTo(other.amount.multiply(BigInteger.valueOf(payers)));
    }
  }

  /** Goes on from a state, in every way; returns false if the limit was met. */
  private boolean spend(State state) {
    if (seen.contains(state)) {
      return true;
    }
    if (seen.size() == MOST_STATES) {
      return false;
    }
    seen.add(state);
    List<BigInteger> amounts = List.copyOf(new TreeSet<>(state.left()));
    int[] rank =
        state.left().stream().mapToInt(it -> Collections.binarySearch(amounts, it)).toArray();
    Share least = null;
    List<Integer> next = new ArrayList<>();
    for (int s = 0; s < election.statements().size(); s++) {
      Share share = state.chosen().contains(s) ? null : share(s, state.price(), amounts, rank);
      if (share != null) {
        int order = least == null ? -1 : share.compare(least);
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
      found.add(state.chosen().stream().sorted().toList());
      return true;
    }
    boolean areAll = true;
    for (int statement : next) {
      areAll &= spend(paid(state, statement, least));
    }
    return areAll;
  }

  /** What the one who pays most pays for a statement; null if they cannot pay for it. */
  private @Nullable Share share(
      int statement, BigInteger price, List<BigInteger> amounts, int[] rank) {
    int[] have = new int[amounts.size()];
    for (int voter : election.approvers(statement)) {
      have[rank[voter]]++;
    }
    int payers = election.approvers(statement).length;
    BigInteger rest = price;
    for (int i = 0; i < have.length; i++) {
      if (have[i] == 0) {
        continue;
      }
      if (amounts.get(i).multiply(BigInteger.valueOf(payers)).compareTo(rest) >= 0) {
        return new Share(rest, payers);
      }
      rest = rest.subtract(amounts.get(i).multiply(BigInteger.valueOf(have[i])));
      payers -= have[i];
    }
    return null;
  }

  /** The state after a statement is paid for. The unit is made finer, so that money stays whole. */
  private State paid(State state, int statement, Share share) {
    BigInteger finer = BigInteger.valueOf(share.payers());
    List<BigInteger> left = new ArrayList<>();
    state.left().forEach(it -> left.add(it.multiply(finer)));
    for (int voter : election.approvers(statement)) {
      left.set(voter, left.get(voter).subtract(share.amount()).max(BigInteger.ZERO));
    }
    BigInteger price = state.price().multiply(finer);
    BigInteger common = price;
    for (BigInteger amount : left) {
      common = common.gcd(amount);
    }
    Set<Integer> chosen = new HashSet<>(state.chosen());
    chosen.add(statement);
    BigInteger divisor = common;
    return new State(
        Set.copyOf(chosen),
        price.divide(divisor),
        left.stream().map(it -> it.divide(divisor)).toList());
  }

  private static int compare(List<Integer> a, List<Integer> b) {
    for (int i = 0; i < Math.min(a.size(), b.size()); i++) {
      if (!a.get(i).equals(b.get(i))) {
        return Integer.compare(a.get(i), b.get(i));
      }
    }
    return Integer.compare(a.size(), b.size());
  }
}
