package org.equipoise.decision;

import java.util.List;
import org.equipoise.constitution.Action;
import org.equipoise.inference.Findings.FoundClaim;
import org.equipoise.inference.Findings.FoundGuidance;
import org.equipoise.language.Levels;
import org.equipoise.revision.CheapestRelaxation;
import org.equipoise.revision.Cost;
import org.jspecify.annotations.Nullable;

/**
 * The decision on one output. Immutable and safe to share between threads; the constructor copies
 * the list. No component is null.
 *
 * @param output the id of the output
 * @param verdict the verdict
 * @param action what the host is told to do: the verdict, or what the constitution sets for gaps
 *     and errors
 * @param margin how clear the verdict is, in [−1, 1]: positive for allow, negative for block; by
 *     the costs on the highest level on which they differ
 * @param allowing the cheapest relaxation after which nothing forbids the output
 * @param blocking the cheapest relaxation after which nothing permits or obliges the output
 * @param claims the claims about the output
 * @param guidance what rules say of the output besides, sorted by word and rule
 */
public record OutputDecision(
    String output,
    Verdict verdict,
    Action action,
    double margin,
    CheapestRelaxation allowing,
    CheapestRelaxation blocking,
    List<FoundClaim> claims,
    List<FoundGuidance> guidance) {

  public OutputDecision {
    claims = List.copyOf(claims);
    guidance = List.copyOf(guidance);
  }

  /** Returns this decision with another action. */
  OutputDecision with(Action other) {
    return new OutputDecision(output, verdict, other, margin, allowing, blocking, claims, guidance);
  }

  /**
   * The level that decided: the highest on which the costs differ. Null if they do not, if one is
   * infinite, or if there are no levels.
   */
  public @Nullable String level() {
    Cost allow = allowing.cost();
    Cost block = blocking.cost();
    Levels levels = allow.levels().areDeclared() ? allow.levels() : block.levels();
    boolean isDecided = !allow.isInfinite() && !block.isInfinite() && !allow.equals(block);
    return isDecided && levels.areDeclared()
        ? levels.names().get(allow.firstDifference(block))
        : null;
  }
}
