package org.equipoise.authoring.coherence;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.equipoise.authoring.coherence.TextFinding.Kind;
import org.equipoise.calibration.Calibration;
import org.equipoise.coherence.Finding.Contradicts;
import org.equipoise.coherence.Finding.Undecided;
import org.equipoise.coherence.ModelCard;
import org.equipoise.coherence.Use;

/**
 * Whether the texts of some cases hang together. Immutable.
 *
 * @param constitution the digest of the constitution
 * @param model what the texts were related by
 * @param calibrations those that findings rest on, by use
 * @param clashes principles that contradict each other over the same words, found without a model
 * @param findings in the order of the cases
 */
public record Coherence(
    String constitution,
    ModelCard model,
    SortedMap<Use, Calibration> calibrations,
    List<NormClash> clashes,
    List<TextFinding> findings) {
  public Coherence {
    calibrations = Collections.unmodifiableSortedMap(new TreeMap<>(calibrations));
    clashes = List.copyOf(clashes);
    findings = List.copyOf(findings);
  }

  /** The findings that say that there is a contradiction. */
  public List<TextFinding> contradictions() {
    return findings.stream().filter(it -> it.finding() instanceof Contradicts).toList();
  }

  /** The use for which a kind of finding is calibrated. */
  public static Use use(Kind kind) {
    return switch (kind) {
      case PRINCIPLE -> Use.RULE_AGAINST_OUTPUT;
      case ALIKE, ITSELF -> Use.OUTPUT_AGAINST_OUTPUT;
      case REASON -> Use.REASON_AGAINST_REASON;
    };
  }

  /** Returns the scores of each kind of finding: of all, and by author, principle, and case. */
  public List<CoherenceScore> scores() {
    Map<List<String>, List<TextFinding>> groups = new TreeMap<>(Coherence::compare);
    for (TextFinding each : findings) {
      group(groups, each, "all", "");
      group(groups, each, "author", each.author() == null ? "" : each.author());
      if (each.kind() == Kind.PRINCIPLE || each.kind() == Kind.REASON) {
        group(groups, each, "principle", each.standing().source());
      }
      if (each.kindOfCase() != null) {
        group(groups, each, "kind", each.kindOfCase());
      }
    }
    List<CoherenceScore> scores = new ArrayList<>();
    groups.forEach((key, found) -> scores.add(score(key, found)));
    scores.sort(CoherenceScore.ORDER);
    return List.copyOf(scores);
  }

  private static void group(
      Map<List<String>, List<TextFinding>> groups, TextFinding finding, String by, String name) {
    if (!name.isEmpty() || by.equals("all")) {
      groups
          .computeIfAbsent(List.of(finding.kind().word(), by, name), it -> new ArrayList<>())
          .add(finding);
    }
  }

  private static int compare(List<String> first, List<String> second) {
    for (int i = 0; i < first.size(); i++) {
      int order = first.get(i).compareTo(second.get(i));
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  private CoherenceScore score(List<String> key, List<TextFinding> found) {
    int contradictory =
        (int) found.stream().filter(it -> it.finding() instanceof Contradicts).count();
    int undecided = (int) found.stream().filter(it -> it.finding() instanceof Undecided).count();
    Kind kind = found.get(0).kind();
    Calibration calibration = calibrations.get(use(kind));
    return new CoherenceScore(
        kind,
        key.get(1),
        key.get(2),
        found.size(),
        contradictory,
        undecided,
        calibration == null
            ? null
            : CorrectedShare.of(
                contradictory, found.size(), calibration.outcome(), CoherenceScore.ERROR));
  }
}
