package org.equipoise.decision;

import java.util.List;
import org.equipoise.constitution.Action;
import org.equipoise.inference.Findings.FoundClaim;
import org.equipoise.revision.CheapestRelaxation;

/**
 * What is decided of one output.
 *
 * @param output its id
 * @param verdict what is decided
 * @param action what the host is told to do: the verdict, or what the constitution sets for gaps
 *     and errors
 * @param margin how clearly, in [−1, 1]: positive for allow, negative for block
 * @param allowing the cheapest way in which nothing forbids it
 * @param blocking the cheapest way in which nothing permits or obliges it
 * @param claims what is claimed of it
 */
public record OutputDecision(
    String output,
    Verdict verdict,
    Action action,
    double margin,
    CheapestRelaxation allowing,
    CheapestRelaxation blocking,
    List<FoundClaim> claims) {}
