package org.equipoise.authoring.advice;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import org.equipoise.authoring.advice.Advice.Irreconcilable;
import org.equipoise.inference.AppliedElement;
import org.equipoise.language.Element;
import org.equipoise.language.Levels;
import org.equipoise.revision.Cost;
import org.equipoise.revision.Relaxation;
import org.equipoise.revision.equilibria.RevisionPart;
import org.jspecify.annotations.Nullable;

/**
 * All equilibria that a corpus can come to at the least cost, or within a surplus: as many as there
 * are ways to combine the ways out of its independent parts. Immutable. Lists are sorted and do not
 * depend on the order of any input. No component is null.
 *
 * @param constitution the digest of the constitution
 * @param levels the levels of the constitution
 * @param cases the number of cases
 * @param judgments the number of judgments
 * @param outputs the number of outputs of all cases
 * @param conflicts the number of conflicts
 * @param irreconcilable conflicts between entrenched elements only, which no equilibrium resolves
 * @param count how many equilibria there are; 0 if no revision was found to hold
 * @param countExact whether that is the exact number, even if not all ways out are listed
 * @param complete whether all ways out are listed and compared; otherwise a share of cases decided
 *     alike is at most the one given
 * @param verified whether every equilibrium was inferred again, or need not be, and leaves no
 *     conflict
 * @param cost the least cost of a revision, or of those that were found
 * @param lowerBound what no revision costs less than: the least cost, unless that was not proven
 * @param within the greatest surplus over the least cost
 * @param components how many sets of conflicts share nothing with the others
 * @param parts the ways out of which an equilibrium takes one each
 * @param given the elements of conflicts, with the number of equilibria that give them up
 * @param robust the share of cases that all equilibria decide alike, in [0, 1]; 1 without cases
 * @param robustByWeight the same, where each case counts by the weight of what is asserted on it
 * @param contested the cases that they decide differently
 * @param diameter the greatest distance of two equilibria
 * @param medoid the equilibrium that is closest to all; empty if there is none or it is not known
 * @param representatives equilibria that are far apart
 * @param starts where adopting judgments one at a time ends; empty if that was not asked for
 * @param notComputed what is missing or incomplete because the time was over, by its name in JSON;
 *     sorted
 */
public record CorpusEquilibria(
    String constitution,
    Levels levels,
    int cases,
    int judgments,
    int outputs,
    int conflicts,
    List<Irreconcilable> irreconcilable,
    BigInteger count,
    boolean countExact,
    boolean complete,
    boolean verified,
    Cost cost,
    Cost lowerBound,
    Cost within,
    int components,
    List<RevisionPart> parts,
    List<Given> given,
    double robust,
    double robustByWeight,
    List<Contested> contested,
    Diameter diameter,
    Optional<Equilibrium> medoid,
    List<Equilibrium> representatives,
    Optional<Starts> starts,
    List<String> notComputed) {

  public CorpusEquilibria {
    irreconcilable = List.copyOf(irreconcilable);
    parts = List.copyOf(parts);
    given = List.copyOf(given);
    contested = List.copyOf(contested);
    representatives = List.copyOf(representatives);
    notComputed = List.copyOf(notComputed);
  }

  /** Whether nothing conflicts, and everything was looked at. */
  public boolean isEquilibrium() {
    return conflicts == 0 && !notComputed.contains("cases") && !notComputed.contains("conflicts");
  }

  /** In how many equilibria an element is given up. */
  public enum Extent {
    /** In every one. */
    ALL,
    /** In some, not in all, or perhaps in all if not all were found. */
    SOME,
    /** In none that was found. */
    NONE
  }

  /**
   * An element, and the equilibria in which it is given up.
   *
   * @param element a rule's application in a case, a judgment or an attribute; or a rule that is
   *     suspended
   * @param caseId null for a rule that is suspended
   * @param number how many equilibria give it up
   * @param share the share of those that were found
   */
  public record Given(
      Element element, @Nullable String caseId, Extent extent, BigInteger number, double share) {

    /** Returns the element as JSON names it. */
    @Override
    public String toString() {
      return caseId == null ? element.toString() : new AppliedElement(element, caseId).toString();
    }
  }

  /**
   * A case that is decided differently.
   *
   * @param answers sorted
   */
  public record Contested(String caseId, List<String> answers) {
    public Contested {
      answers = List.copyOf(answers);
    }
  }

  /**
   * The distance of two equilibria.
   *
   * @param revision the weight of what only one of them gives up
   * @param decision the share of outputs that they decide differently, in [0, 1]
   */
  public record Apart(Cost revision, double decision) {}

  /**
   * The greatest distances, which need not be between the same equilibria.
   *
   * @param revisionExact whether no two give up more that the other does not, for sure
   * @param decisionExact whether no two decide more outputs differently, for sure
   */
  public record Diameter(Apart apart, boolean revisionExact, boolean decisionExact) {}

  /**
   * One equilibrium.
   *
   * @param relaxations what is given up, sorted
   * @param distances to each of the representatives, in their order
   */
  public record Equilibrium(Cost cost, List<Relaxation> relaxations, List<Apart> distances) {
    public Equilibrium {
      relaxations = List.copyOf(relaxations);
      distances = List.copyOf(distances);
    }
  }

  /**
   * Where adopting judgments one at a time ends, from random orders.
   *
   * @param starts how many orders were gone through; fewer than asked for if the time was over
   * @param ends the different ends, the one reached most often first
   * @param contested the cases that some ends decide differently
   * @param diameter the greatest distances between ends
   */
  public record Starts(
      int starts, long seed, List<End> ends, List<Contested> contested, Diameter diameter) {
    public Starts {
      ends = List.copyOf(ends);
      contested = List.copyOf(contested);
    }
  }

  /**
   * One end.
   *
   * @param starts how many orders end there
   * @param relaxations what is given up, sorted; it need not be minimal
   * @param least whether it costs no more than the cheapest revision
   */
  public record End(int starts, Cost cost, List<Relaxation> relaxations, boolean least) {
    public End {
      relaxations = List.copyOf(relaxations);
    }
  }

  /** Returns the elements given up to some extent, in order. */
  public List<Given> given(Extent extent) {
    return given.stream().filter(it -> it.extent() == extent).toList();
  }

  /** Returns whether there is exactly one equilibrium. */
  public boolean isUnique() {
    return complete && count.equals(BigInteger.ONE);
  }
}
