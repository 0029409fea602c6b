package org.equipoise.constitution;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.equipoise.language.Element;
import org.equipoise.language.Rule;
import org.kie.api.KieBase;

/**
 * A constitution's rules, compiled together with the kernel's: what the inference runs.
 *
 * @param kie all rules, as one package
 * @param elements the element of each principle and theory, by rule name; kernel rules have none
 * @param acrossCases the kernel rules that also run on what alike outputs of several cases share
 * @param rules the facts that tell rules of one another, by id
 * @param hidden by simple class name and, for claims, status: the facts whose presence some rule's
 *     matches rest on without showing it
 */
public record RuleBase(
    KieBase kie,
    Map<String, Element> elements,
    Set<String> acrossCases,
    List<Rule> rules,
    Set<Hidden> hidden) {

  /**
   * A type of fact that some rule looks at under {@code not}, {@code exists} and the like.
   *
   * @param status for claims, the one status looked at, or empty for any
   */
  public record Hidden(String type, String status) {}
}
