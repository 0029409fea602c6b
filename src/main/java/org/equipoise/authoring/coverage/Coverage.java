package org.equipoise.authoring.coverage;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.equipoise.language.Element;

/**
 * How far a constitution speaks to a corpus. Lists are in an order that does not depend on that of
 * any input; examples are the first ids in order, at most three.
 *
 * @param constitution its digest
 * @param cases how many cases there are
 * @param decided in how many of them one output is chosen, or the only one allowed or blocked
 * @param judgments how many judgments there are
 * @param outputs how many outputs there are
 * @param spokenOf on how many of them some principle speaks
 * @param gaps the cases on which no principle speaks at all
 * @param silences the outputs on which no principle speaks, though one does on another of the case
 * @param guidance where rules or stakeholders contradict each other within a case, most cases first
 * @param guidanceUnlisted how often rules contradict each other in further ways, where there are
 *     too many ways to list; across cases none is looked for
 * @param guidanceCut in how many conflicts there are more sets of elements than could be listed, so
 *     that parties to them may be missing, and be in more cases than is said
 * @param rules every principle and theory, by id
 * @param untested what the rules test for and no case has
 * @param failures the cases that could not be decided; nothing else counts them but {@code cases}
 */
public record Coverage(
    String constitution,
    long cases,
    long decided,
    long judgments,
    long outputs,
    long spokenOf,
    Silence gaps,
    Silence silences,
    List<Guidance> guidance,
    long guidanceUnlisted,
    long guidanceCut,
    List<RuleCoverage> rules,
    List<UntestedComparison> untested,
    Failures failures) {

  public Coverage {
    guidance = List.copyOf(guidance);
    rules = List.copyOf(rules);
    untested = List.copyOf(untested);
  }

  /** The share of outputs on which some principle speaks, in [0, 1]; 0 where there is none. */
  public double share() {
    return outputs == 0 ? 0 : (double) spokenOf / outputs;
  }

  /** The rules of one bearing, by id. */
  public List<RuleCoverage> rules(Bearing bearing) {
    return rules.stream().filter(it -> it.bearing() == bearing).toList();
  }

  /** The principles, by id. */
  public List<RuleCoverage> principles() {
    return rules.stream().filter(it -> it.rule().kind() == Element.Kind.PRINCIPLE).toList();
  }

  /**
   * The share of principles without which some case would be answered otherwise, in [0, 1]; 0 where
   * there is none.
   */
  public double informativeness() {
    List<RuleCoverage> principles = principles();
    long informative =
        principles.stream().filter(it -> it.bearing() == Bearing.INFORMATIVE).count();
    return principles.isEmpty() ? 0 : (double) informative / principles.size();
  }

  /** All that is given as an example of anything: a case's id, or {@code CASE/OUTPUT}. */
  public Set<String> examples() {
    Set<String> examples = new TreeSet<>(failures.examples());
    rules.forEach(it -> examples.addAll(it.examples()));
    guidance.forEach(it -> examples.addAll(it.examples()));
    gaps.groups().forEach(it -> examples.addAll(it.examples()));
    silences.groups().forEach(it -> examples.addAll(it.examples()));
    return examples;
  }

  /** Whether anything was found that an author might want to mend. */
  public boolean hasFindings() {
    return gaps.count() > 0
        || !guidance.isEmpty()
        || guidanceCut > 0
        || !untested.isEmpty()
        || failures.count() > 0
        || rules.stream().anyMatch(it -> it.bearing() != Bearing.INFORMATIVE);
  }

  /**
   * Where principles are silent.
   *
   * @param count of how many cases or outputs
   * @param groups what they have in common, the most telling group first; every case or output is
   *     in the first group that it fits
   */
  public record Silence(long count, List<Group> groups) {
    public Silence {
      groups = List.copyOf(groups);
    }
  }

  /**
   * Some of the cases or outputs on which no principle speaks.
   *
   * @param where what marks them off from those on which one speaks, sorted; empty for what is left
   *     when nothing does
   * @param shared what else all of them have, sorted
   * @param count how many there are
   * @param among of how many in the corpus {@code where} holds
   * @param alike of how many in the corpus {@code where} and {@code shared} hold
   * @param examples a case's id, or {@code CASE/OUTPUT}
   */
  public record Group(
      List<AttributeState> where,
      List<AttributeState> shared,
      long count,
      long among,
      long alike,
      List<String> examples) {
    public Group {
      where = List.copyOf(where);
      shared = List.copyOf(shared);
      examples = List.copyOf(examples);
    }
  }

  /**
   * Who contradicts whom.
   *
   * @param kind the kind of conflict
   * @param parties the rules, and the stakeholders of the judgments, that cannot all stand; written
   *     {@code principle:ID} or {@code stakeholder:NAME}; sorted
   * @param cases in how many cases
   */
  public record Guidance(String kind, List<String> parties, long cases, List<String> examples) {
    public Guidance {
      parties = List.copyOf(parties);
      examples = List.copyOf(examples);
    }

    /** Whether nobody's judgment plays a part: the rules contradict each other. */
    public boolean isAmongRules() {
      return parties.stream().noneMatch(it -> it.startsWith("stakeholder:"));
    }
  }

  /** What a rule amounts to over the corpus. */
  public enum Bearing {
    /** Without it, some case would be answered otherwise. */
    INFORMATIVE,
    /** It speaks, and without it alone every case would be answered as it is. */
    REDUNDANT,
    /** It never says anything. */
    SILENT;

    /** The bearing as it is written. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * What one rule does, and what hangs on it: what would be otherwise if it were given up in every
   * case, and it alone.
   *
   * @param rule the principle or theory
   * @param file relative to the constitution
   * @param line of the rule's name, from 1
   * @param cases in how many cases it says something
   * @param answers how many decided cases would be answered otherwise
   * @param openings how many cases that are left undecided would be answered otherwise
   * @param verdicts on how many outputs another verdict would be given
   * @param examples of cases that would be answered otherwise
   */
  public record RuleCoverage(
      Element rule,
      String file,
      int line,
      long cases,
      long answers,
      long openings,
      long verdicts,
      List<String> examples) {
    public RuleCoverage {
      examples = List.copyOf(examples);
    }

    public Bearing bearing() {
      if (answers + openings > 0) {
        return Bearing.INFORMATIVE;
      }
      return cases > 0 ? Bearing.REDUNDANT : Bearing.SILENT;
    }
  }

  /** The cases that could not be decided, and why the first of them by id could not. */
  public record Failures(long count, List<String> examples, List<String> causes) {
    public Failures {
      examples = List.copyOf(examples);
      causes = List.copyOf(causes);
    }
  }
}
