package org.equipoise.authoring.coverage;

import java.time.Instant;
import java.util.List;
import org.equipoise.constitution.DefinedRule;
import org.equipoise.constitution.internal.anatomy.Anatomy;
import org.equipoise.revision.weight.TheoreticalWeight;
import org.jspecify.annotations.Nullable;

/**
 * One rule: what it says, what it weighs, and what it does in a corpus. Lists do not depend on the
 * order of input, but for {@code firings}, which keep it.
 *
 * @param rule as it is written
 * @param asOf the time by which its term is measured, or null if none was set
 * @param says the words of the vocabulary in its consequence, each with its arguments as written
 * @param weights what it weighs where it speaks, each way of coming by a weight once, the most
 *     frequent first; without any case that it speaks in, what it weighs in a case of which nothing
 *     is known
 * @param cases how many cases were looked at
 * @param fired in how many of them it says something
 * @param decisive how many of these would be answered otherwise without it
 * @param firings the first of the cases in which it says something, at most {@link #MAX_FIRINGS}
 * @param clashes whom it contradicts, most cases first
 * @param failures cases that could not be decided
 */
public record RuleProfile(
    DefinedRule rule,
    @Nullable Instant asOf,
    List<String> says,
    List<Weighed> weights,
    long cases,
    long fired,
    long decisive,
    List<Firing> firings,
    List<Clash> clashes,
    Coverage.Failures failures) {

  /** The most firings that are kept. */
  public static final int MAX_FIRINGS = 1_000;

  public RuleProfile {
    says = List.copyOf(says);
    weights = List.copyOf(weights);
    firings = List.copyOf(firings);
    clashes = List.copyOf(clashes);
  }

  /**
   * A way of coming by a weight.
   *
   * @param cases in how many cases; 0 if none was looked at
   */
  public record Weighed(TheoreticalWeight weight, long cases) {}

  /**
   * What the rule does in a case.
   *
   * @param said what it says of outputs, weights and the session, in words
   * @param answer what the case comes down to
   * @param without what it would come down to without the rule, or null if to the same
   */
  public record Firing(String caseId, List<String> said, String answer, @Nullable String without) {
    public Firing {
      said = List.copyOf(said);
    }
  }

  /**
   * A contradiction.
   *
   * @param kind the kind of conflict
   * @param with the others that cannot all stand beside the rule: {@code principle:ID} or {@code
   *     stakeholder:NAME}; empty if it cannot stand by itself
   * @param cases in how many cases
   * @param examples the first of them, at most three
   */
  public record Clash(String kind, List<String> with, long cases, List<String> examples) {
    public Clash {
      with = List.copyOf(with);
      examples = List.copyOf(examples);
    }
  }

  static List<String> says(DefinedRule rule) {
    Anatomy anatomy = Anatomy.of(rule);
    return anatomy.calls().stream()
        .map(it -> anatomy.text(it.at()).replaceAll("\\s+", " "))
        .toList();
  }
}
