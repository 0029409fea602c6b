package org.equipoise.equilibrium;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.equipoise.equilibrium.Heads.Addable;

/** The consistent theories that differ from one in the attitude to one sentence at most. */
final class Neighbours {
  private final DialecticalStructure structure;
  private final Implicates implicates;
  private final int sentences;
  private final Work work;
  private final int[] clauses;
  private final Map<Position, List<Neighbour>> known = new HashMap<>();

  /** A consistent theory and what follows from it. */
  record Neighbour(Position theory, Position closure) {}

  Neighbours(DialecticalStructure structure, Work work) {
    this.structure = structure;
    this.implicates = structure.implicates();
    this.sentences = structure.sentences();
    this.work = work;
    this.clauses = new int[implicates.positive.length];
    for (int i = 0; i < clauses.length; i++) {
      clauses[i] = i;
    }
  }

  /** The neighbours of a consistent theory, itself included. */
  List<Neighbour> of(Position theory) {
    return known.computeIfAbsent(theory, this::find);
  }

  private List<Neighbour> find(Position theory) {
    List<Neighbour> result = new ArrayList<>();
    Position closure = structure.closure(theory).orElseThrow();
    result.add(new Neighbour(theory, closure));
    addLonger(theory, closure, theory.sentences(), result);
    for (long left = theory.sentences(); left != 0; left &= left - 1) {
      long sentence = Long.lowestOneBit(left);
      Position shorter = theory.within(~sentence);
      Position kept = structure.closure(shorter).orElseThrow();
      result.add(new Neighbour(shorter, kept));
      Position old = theory.within(sentence);
      Position turned =
          shorter.plus(old.accepted() == 0 ? new Position(sentence, 0) : new Position(0, sentence));
      if (!kept.includes(old)) {
        result.add(new Neighbour(turned, structure.closure(turned).orElseThrow()));
      }
    }
    work.spend((1L + 2L * theory.size()) * clauses.length + 64L * result.size());
    return result;
  }

  /** Adds the theories with one more literal: all their closures come from one look at clauses. */
  private void addLonger(
      Position theory, Position closure, long without, List<Neighbour> neighbours) {
    long undecided = ~closure.sentences();
    Heads heads =
        new Heads(
            sentences, implicates, theory, closure, clauses, new Addable(undecided, undecided), 1);
    for (int literal = 0; literal < 2 * sentences; literal++) {
      Position single = Position.literal(literal);
      if ((single.sentences() & without) == 0) {
        if (closure.includes(single)) {
          neighbours.add(new Neighbour(theory.plus(single), closure));
        } else if ((single.sentences() & closure.sentences()) == 0) {
          neighbours.add(new Neighbour(theory.plus(single), heads.closureWith(literal)));
        }
      }
    }
  }
}
