package org.equipoise.revision;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.equipoise.constitution.Constitution;
import org.equipoise.constitution.Declarations;
import org.equipoise.constitution.Settings;
import org.equipoise.constitution.metering.Meter;
import org.equipoise.facts.Case;
import org.equipoise.facts.DeonticStatus;
import org.equipoise.facts.Judgment;
import org.equipoise.facts.Judgment.OnOutput;
import org.equipoise.facts.Judgment.Preference;
import org.equipoise.facts.Judgment.Verdict;
import org.equipoise.inference.Findings;
import org.equipoise.inference.Inference;
import org.equipoise.inference.InferenceException;
import org.equipoise.language.Element;

/**
 * What follows in a case from the judgments that count. Where the constitution's {@code voices} is
 * {@code one}, at most one judgment of each holder counts for an output (it is permitted,
 * obligatory, or preferred to another), and at most one against it (it is forbidden): the one that
 * weighs most while everything stands, among those that no theory rules out as not considered. The
 * others are left out as if nobody held them, so whoever gives up the one gives up the voice.
 * Judgments without a stakeholder all count, as nobody knows whose they are.
 */
public final class CountedJudgments {
  private CountedJudgments() {}

  /**
   * What follows in a case, given the judgments held on it. Values of another type than the
   * constitution declares are left out; what it allows to be unknown is absent.
   *
   * @throws org.equipoise.inference.UndecidableException as {@link Inference#infer} and {@link
   *     CaseWeights#of(Constitution, Findings)} do
   */
  public static Findings infer(Constitution constitution, Case given, List<Judgment> judgments) {
    if (!constitution.declarations().isGiven()) {
      return counted(constitution, given, judgments);
    }
    constitution
        .refusal(given, judgments)
        .ifPresent(
            why -> {
              throw InferenceException.refused(why);
            });
    Declarations declared = constitution.declarations();
    return counted(constitution, declared.fitting(given), declared.fitting(judgments));
  }

  private static Findings counted(Constitution constitution, Case given, List<Judgment> judgments) {
    Findings all = Inference.infer(constitution, given, judgments);
    Case dated = all.given();
    if (constitution.settings().voices() == Settings.Voices.EACH) {
      return all;
    }
    List<Judgment> counting = counting(constitution, all);
    return counting.size() == judgments.size()
        ? all
        : Inference.infer(constitution, dated, counting);
  }

  /** What one holder says for an output, or against it. */
  private record Voice(String stakeholder, String output, boolean isFor) {
    static Voice of(String stakeholder, Verdict verdict) {
      return verdict instanceof OnOutput it
          ? new Voice(stakeholder, it.output(), it.status() != DeonticStatus.FORBIDDEN)
          : new Voice(stakeholder, ((Preference) verdict).preferred(), true);
    }
  }

  /** Whether all of some judgments on one case count, whatever they weigh. */
  public static boolean doAllCount(Constitution constitution, List<Judgment> judgments) {
    if (judgments.size() < 2 || constitution.settings().voices() == Settings.Voices.EACH) {
      return true;
    }
    Set<Voice> heard = new HashSet<>();
    for (Judgment judgment : judgments) {
      String holder = judgment.stakeholder();
      if (holder != null && !heard.add(Voice.of(holder, judgment.verdict()))) {
        return false;
      }
    }
    return true;
  }

  private static List<Judgment> counting(Constitution constitution, Findings all) {
    Map<Voice, List<Judgment>> byVoice = new HashMap<>();
    for (Judgment judgment : all.judgments()) {
      Meter.step();
      if (judgment.stakeholder() != null) {
        byVoice
            .computeIfAbsent(
                Voice.of(judgment.stakeholder(), judgment.verdict()), it -> new ArrayList<>())
            .add(judgment);
      }
    }
    byVoice.values().removeIf(it -> it.size() < 2);
    if (byVoice.isEmpty()) {
      return all.judgments();
    }
    Comparator<Judgment> order = strongestFirst(constitution, all);
    Set<String> leftOut = new HashSet<>();
    for (List<Judgment> voice : byVoice.values()) {
      voice.sort(Meter.counting(order));
      voice.stream().skip(1).forEach(it -> leftOut.add(it.id()));
    }
    return all.judgments().stream().filter(it -> !leftOut.contains(it.id())).toList();
  }

  /** Those that count at all; then what weighs more, what says more, and ids in order. */
  private static Comparator<Judgment> strongestFirst(Constitution constitution, Findings all) {
    Set<String> excluded = Set.copyOf(all.excluded());
    CaseWeights weights = CaseWeights.of(constitution, all);
    return Comparator.comparing((Judgment it) -> excluded.contains(it.id()))
        .thenComparing(it -> weights.cost(Element.judgment(it.id())), Comparator.reverseOrder())
        .thenComparing(it -> says(it.verdict()))
        .thenComparing(Judgment::id);
  }

  private static int says(Verdict verdict) {
    if (verdict instanceof OnOutput it) {
      return it.status() == DeonticStatus.PERMITTED ? 1 : 0;
    }
    return 2;
  }
}
