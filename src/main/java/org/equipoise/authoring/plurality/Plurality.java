package org.equipoise.authoring.plurality;

import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.equipoise.language.Element;

/**
 * What several constitutions say of the same cases, side by side. Immutable and safe to share
 * between threads; no component is null. Matrices have a row and a column for each constitution in
 * the order of {@code constitutions}; lists of cases are in the order of ids, so that nothing
 * depends on the order of the cases.
 *
 * @param constitutions those compared, at least two, in the order given
 * @param cases how many cases every constitution decided
 * @param outputs how many outputs these cases have
 * @param distances how far apart the constitutions are
 * @param alike the cases that all answer alike
 * @param divided the cases that they answer differently
 * @param groups the divided cases by what brings the disagreement about, most cases first
 * @param undecidable the cases that some constitution could not decide; they are in no other list
 *     and no figure
 * @param bridge the cheapest concessions after which all answer alike
 */
public record Plurality(
    List<Member> constitutions,
    int cases,
    int outputs,
    Distances distances,
    List<Consensus> alike,
    List<Division> divided,
    List<DividedGroup> groups,
    List<Undecidable> undecidable,
    Bridge bridge) {
  public Plurality {
    constitutions = List.copyOf(constitutions);
    alike = List.copyOf(alike);
    divided = List.copyOf(divided);
    groups = List.copyOf(groups);
    undecidable = List.copyOf(undecidable);
  }

  /** A constitution that was compared. */
  public record Member(String name, String version, String digest) {}

  /**
   * How far apart constitutions are. All but {@code agreement} are metrics: 0 between equals,
   * symmetric, never more than 1, and the way over a third is never shorter.
   *
   * @param agreement the share of cases that two answer alike
   * @param decisions the share of outputs decided otherwise: 1 between allow and block, one half
   *     between either and escalate or abstain
   * @param rules the rules that only one of the two has, by meaning, as a share of what all rules
   *     of all the constitutions mean
   * @param revisions the weight of what only one of the two would give up in its cheapest revision,
   *     as a share of all that is asserted; empty if there are no judgments or no conflicts, or if
   *     some revision could not be found
   */
  public record Distances(
      List<List<Double>> agreement,
      List<List<Double>> decisions,
      List<List<Double>> rules,
      Optional<List<List<Double>>> revisions) {
    public Distances {
      agreement = copied(agreement);
      decisions = copied(decisions);
      rules = copied(rules);
      revisions = revisions.map(Distances::copied);
    }

    private static List<List<Double>> copied(List<List<Double>> matrix) {
      return matrix.stream().map(List::copyOf).toList();
    }
  }

  /**
   * What a rule or judgment says of an output.
   *
   * @param by who says so
   * @param status {@code forbidden}, {@code permitted} or {@code obligatory}
   * @param why the reasons given; empty if there are none
   */
  public record Reason(Element by, String output, String status, List<String> why) {
    public Reason {
      why = List.copyOf(why);
    }
  }

  /**
   * A case that all answer alike.
   *
   * @param answer the choice, the verdict on the only output, or why there is neither
   * @param reasons by constitution, in their order, the claims that speak for the answer; empty
   *     where none does
   * @param isForOneReason whether what speaks for it means the same in all of them
   */
  public record Consensus(
      String caseId, String answer, Map<String, List<Reason>> reasons, boolean isForOneReason) {
    public Consensus {
      reasons = Collections.unmodifiableMap(new LinkedHashMap<>(reasons));
    }
  }

  /**
   * What helps to bring a disagreement about.
   *
   * @param constitution whose it is; empty for a difference between the constitutions that is no
   *     element, such as a setting
   * @param element the element, such as {@code principle:no-deception}; empty for such a difference
   * @param what the element as it is written, or the difference in words
   */
  public record Cause(String constitution, Optional<Element> element, String what)
      implements Comparable<Cause> {
    private static final Comparator<Cause> ORDER =
        Comparator.comparing(Cause::constitution).thenComparing(Cause::what);

    static Cause of(String constitution, Element element) {
      return new Cause(constitution, Optional.of(element), element.toString());
    }

    static Cause besides(String difference) {
      return new Cause("", Optional.empty(), difference);
    }

    @Override
    public int compareTo(Cause other) {
      return ORDER.compare(this, other);
    }
  }

  /**
   * A case that some answer differently.
   *
   * @param answers by constitution, in their order
   * @param causes what brings it about: the elements of each smallest set of them that ends the
   *     disagreement when it is given up in the case, without the rules that all constitutions
   *     share; where no rule is left, the settings in which they differ. Sorted
   * @param isComplete whether all such sets were looked at
   * @param reasons by constitution, in their order, the claims that speak for its answer
   */
  public record Division(
      String caseId,
      Map<String, String> answers,
      List<Cause> causes,
      boolean isComplete,
      Map<String, List<Reason>> reasons) {
    public Division {
      answers = Collections.unmodifiableMap(new LinkedHashMap<>(answers));
      causes = List.copyOf(causes);
      reasons = Collections.unmodifiableMap(new LinkedHashMap<>(reasons));
    }

    /** The ids of the rules among the causes, each once, sorted. */
    public List<String> rules() {
      return Plurality.rules(causes);
    }
  }

  /**
   * Divided cases with the same causes.
   *
   * @param causes sorted
   * @param cases their ids
   */
  public record DividedGroup(List<Cause> causes, List<String> cases) {
    public DividedGroup {
      causes = List.copyOf(causes);
      cases = List.copyOf(cases);
    }

    /** The ids of the rules among the causes, each once, sorted. */
    public List<String> rules() {
      return Plurality.rules(causes);
    }
  }

  /**
   * That a case could not be decided under a constitution.
   *
   * @param why a sentence for people
   */
  public record Undecidable(String caseId, String constitution, String why) {}

  /** Whether every case is answered alike by all. */
  public boolean isOfOneMind() {
    return divided.isEmpty() && undecidable.isEmpty();
  }

  private static List<String> rules(List<Cause> causes) {
    return causes.stream()
        .flatMap(it -> it.element().stream())
        .filter(Element::isRule)
        .map(Element::name)
        .distinct()
        .sorted()
        .toList();
  }
}
