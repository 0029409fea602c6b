package org.equipoise.consultation;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * People who share votes, and would not adopt a statement if they were a group: enough of them
 * voted on it, and no majority agrees. Immutable.
 *
 * @param shared the votes that they share, one or two
 * @param tally how those who share them voted on the statement
 * @param equals how many such coalitions, this one included, are as good an answer; this one is the
 *     first in the order of statements and votes
 */
public record Objection(List<SharedVote> shared, Tally tally, int equals) {
  public Objection {
    shared = List.copyOf(shared);
  }

  /** A vote that all of a coalition cast. */
  public record SharedVote(String statement, Vote vote) {}

  /** Finds who objects to statements. Immutable and safe to share between threads. */
  public static final class Finder {
    private final Votes votes;
    private final AdoptionRule rule;
    private final List<SharedVote> shared = new ArrayList<>();
    private final List<BitSet> sharing = new ArrayList<>();

    /**
     * Prepares the votes.
     *
     * @param moderated the statements whose votes do not count
     */
    public Finder(Votes votes, AdoptionRule rule, Set<String> moderated) {
      this.votes = votes;
      this.rule = rule;
      for (int s = 0; s < votes.statements().size(); s++) {
        if (!moderated.contains(votes.statements().get(s))) {
          for (Vote vote : Vote.values()) {
            shared.add(new SharedVote(votes.statements().get(s), vote));
            sharing.add(who(s, vote));
          }
        }
      }
    }

    private BitSet who(int statement, Vote vote) {
      BitSet who = new BitSet();
      for (int p : votes.voters(statement)) {
        if (votes.vote(p, statement) == vote) {
          who.set(p);
        }
      }
      return who;
    }

    /**
     * Returns the coalition of the fewest people who object: such as share one vote, or if there
     * are none such as share two. Null if there are none.
     */
    public @Nullable Objection smallest(String statement) {
      return find(statement, (a, b) -> Integer.compare(a.votes(), b.votes()), true);
    }

    /**
     * Returns the coalition, of people who share one vote, that objects the clearest: whose
     * agreement is least likely to be a majority by chance. Null if there are none.
     */
    public @Nullable Objection clearest(String statement) {
      return find(
          statement,
          (a, b) -> Double.compare(Formula.significance(a), Formula.significance(b)),
          false);
    }

    private interface Order {
      int compare(Tally one, Tally other);
    }

    private @Nullable Objection find(String statement, Order order, boolean isPairTried) {
      int number = votes.statements().indexOf(statement);
      BitSet agree = who(number, Vote.AGREE);
      BitSet disagree = who(number, Vote.DISAGREE);
      BitSet pass = who(number, Vote.PASS);
      Best best = new Best(order);
      for (int i = 0; i < sharing.size(); i++) {
        if (!shared.get(i).statement().equals(statement)) {
          best.add(tally(sharing.get(i), agree, disagree, pass), List.of(shared.get(i)));
        }
      }
      for (int i = 0; i < sharing.size() && isPairTried && best.tally == null; i++) {
        for (int j = i + 1; j < sharing.size(); j++) {
          if (shared.get(i).statement().equals(statement)
              || shared.get(j).statement().equals(statement)
              || shared.get(i).statement().equals(shared.get(j).statement())) {
            continue;
          }
          BitSet both = (BitSet) sharing.get(i).clone();
          both.and(sharing.get(j));
          best.add(tally(both, agree, disagree, pass), List.of(shared.get(i), shared.get(j)));
        }
      }
      return best.tally == null ? null : new Objection(best.votes, best.tally, best.equals);
    }

    private static Tally tally(BitSet who, BitSet agree, BitSet disagree, BitSet pass) {
      return new Tally(common(who, agree), common(who, disagree), common(who, pass));
    }

    private static int common(BitSet a, BitSet b) {
      BitSet both = (BitSet) a.clone();
      both.and(b);
      return both.cardinality();
    }

    /** The best coalition so far. */
    private final class Best {
      private final Order order;
      private @Nullable Tally tally;
      private List<SharedVote> votes = List.of();
      private int equals;

      Best(Order order) {
        this.order = order;
      }

      void add(Tally other, List<SharedVote> shared) {
        if (!rule.isQuorum(other) || rule.isMajority(other)) {
          return;
        }
        int compared = tally == null ? -1 : order.compare(other, tally);
        if (compared < 0) {
          tally = other;
          votes = shared;
          equals = 1;
        } else if (compared == 0) {
          equals++;
        }
      }
    }
  }
}
