package org.equipoise.constitution;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.equipoise.language.Element;
import org.equipoise.language.Rule;
import org.kie.api.KieBase;
import org.kie.api.definition.type.FactType;

/**
 * A constitution's rules, compiled together with the kernel's: what the inference runs.
 *
 * @param kie all rules, as one package
 * @param elements the element of each principle and theory, by rule name; kernel rules have none
 * @param acrossCases the kernel rules that also run on what alike outputs of several cases share
 * @param rules the facts that tell rules of one another, by id
 * @param unseen by rule name: the facts on whose presence the rule, or any rule before it, rests
 *     without its matches showing it
 * @param makers by type of fact (and kind of conflict): the rules that derive it
 * @param idle rules that are compiled and are not to fire
 */
public record RuleBase(
    KieBase kie,
    Map<String, Element> elements,
    Set<String> acrossCases,
    List<Rule> rules,
    Map<String, Set<Hidden>> unseen,
    Map<Made, Set<String>> makers,
    Set<String> idle) {

  /**
   * A type of fact that some rule looks at under {@code not}, {@code exists} and the like.
   *
   * @param status for claims, the one status looked at, or empty for any
   */
  public record Hidden(String type, String status) {

    /** That a claim of a judgment rests on there being no exclusion of that very judgment. */
    public static final Hidden OWN_EXCLUSION = new Hidden("Exclusion", "of the judgment claimed");
  }

  /**
   * A type of derived fact.
   *
   * @param kind for conflicts, their kind, or empty
   */
  public record Made(String type, String kind) {}

  /**
   * Whether no author's rule looks at anything unseen, and no theory excludes a judgment: then
   * relaxing rules and judgments can only take conclusions away.
   */
  public boolean isMonotone() {
    return elements.keySet().stream().allMatch(it -> unseenBehind(it).isEmpty())
        && !makers.containsKey(new Made("Exclusion", ""));
  }

  /**
   * What makes a derived fact the fact it is: of an author's declared type, its type and every
   * field, whichever of them is a key; of any other, the fact itself.
   */
  public Object identity(Object fact) {
    FactType declared =
        fact.getClass().getName().startsWith(Compiler.PACKAGE)
            ? kie.getFactType(Compiler.PACKAGE, fact.getClass().getSimpleName())
            : null;
    return declared == null ? fact : Arrays.asList(fact.getClass(), declared.getAsMap(fact));
  }

  /** What the facts of a type rest on unseen. */
  public Set<Hidden> unseenBehind(Made made) {
    return makers.getOrDefault(made, Set.of()).stream()
        .flatMap(it -> unseenBehind(it).stream())
        .collect(java.util.stream.Collectors.toUnmodifiableSet());
  }

  /** What the claims of judgments rest on unseen: the kernel makes them. */
  public Set<Hidden> unseenBehindJudgments() {
    return makers.getOrDefault(new Made("Claim", ""), Set.of()).stream()
        .filter(it -> !elements.containsKey(it))
        .flatMap(it -> unseenBehind(it).stream())
        .collect(java.util.stream.Collectors.toUnmodifiableSet());
  }

  /** What the conclusions of a rule rest on unseen. */
  public Set<Hidden> unseenBehind(String rule) {
    return unseen.getOrDefault(rule, Set.of());
  }
}
