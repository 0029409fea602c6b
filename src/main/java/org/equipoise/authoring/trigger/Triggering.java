package org.equipoise.authoring.trigger;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.equipoise.authoring.advice.Advice;
import org.equipoise.authoring.coverage.Coverage;
import org.equipoise.authoring.coverage.GapGroups;
import org.equipoise.constitution.Constitution;
import org.equipoise.constitution.Settings.Triggers;
import org.equipoise.constitution.Trigger;
import org.equipoise.constitution.Trigger.Kind;
import org.equipoise.formats.Corpus.JudgedCase;

/**
 * Measures windows of cases by the bounds that a constitution sets under {@code revision}. All
 * windows are measured under that constitution, so what an amendment has mended triggers nothing
 * any more. Stateless and thread-safe.
 */
public final class Triggering {
  private Triggering() {}

  /**
   * Returns the triggers that fire, sorted by kind and subject; none if the constitution sets no
   * bounds.
   *
   * @param windows the cases of each window, the earliest first; as many as the constitution asks
   *     for. A case that cannot be decided is left out
   * @throws IllegalArgumentException if there are more windows, or fewer
   * @throws org.equipoise.inference.UndecidableException if a conflict across cases is too large to
   *     be weighed
   */
  public static List<Trigger> of(Constitution constitution, List<List<JudgedCase>> windows) {
    Triggers bounds = constitution.settings().revision().triggers();
    return bounds == null ? List.of() : of(constitution, bounds, windows);
  }

  /**
   * Returns the conflicts of some cases and the cheapest revision, as those of a window are
   * measured: a case that cannot be decided is left out.
   */
  public static Advice advice(Constitution constitution, List<JudgedCase> cases) {
    return new Window(constitution, cases).advice();
  }

  static List<Trigger> of(
      Constitution constitution, Triggers bounds, List<List<JudgedCase>> windows) {
    if (windows.size() != bounds.windows()) {
      throw new IllegalArgumentException(
          "there are " + windows.size() + " windows, not " + bounds.windows());
    }
    List<Window> all = windows.stream().map(it -> new Window(constitution, it)).toList();
    List<Trigger> triggers = new ArrayList<>();
    byAdvice(bounds, all, triggers);
    byRule(bounds, all, triggers);
    if (bounds.gaps() != null) {
      gaps(bounds.gaps(), all, triggers);
    }
    triggers.sort(
        Comparator.comparing(Trigger::kind)
            .thenComparing(Trigger::subject, Comparator.nullsFirst(Comparator.naturalOrder())));
    return triggers;
  }

  private static void byAdvice(Triggers bounds, List<Window> windows, List<Trigger> triggers) {
    List<Advice> all = windows.stream().map(Window::advice).toList();
    Double index = bounds.index();
    if (index != null) {
      List<Double> values = all.stream().map(it -> it.disequilibrium().index()).toList();
      if (values.stream().allMatch(it -> it > index)) {
        Set<String> cases = new TreeSet<>();
        all.forEach(it -> it.conflicts().forEach(conflict -> cases.addAll(conflict.cases())));
        triggers.add(new Trigger(Kind.INDEX, null, index, values, List.copyOf(cases)));
      }
    }
    counted(Kind.ENTRENCHED, 1, all.stream().map(Window::entrenched).toList(), triggers);
  }

  private static void byRule(Triggers bounds, List<Window> windows, List<Trigger> triggers) {
    List<Map<String, Set<String>>> overridden = windows.stream().map(Window::overridden).toList();
    if (bounds.overrides() != null) {
      counted(Kind.OVERRIDES, bounds.overrides(), overridden, triggers);
    }
    Double share = bounds.share();
    if (share != null) {
      for (String rule : overridden.get(0).keySet()) {
        List<Double> values = windows.stream().map(it -> it.share(rule)).toList();
        if (values.stream().allMatch(it -> it >= share)) {
          triggers.add(new Trigger(Kind.SHARE, rule, share, values, cases(overridden, rule)));
        }
      }
    }
  }

  private static void gaps(int least, List<Window> windows, List<Trigger> triggers) {
    GapGroups all = new GapGroups();
    windows.forEach(it -> it.addTo(all));
    List<Coverage.Group> groups = all.gaps().groups();
    counted(Kind.GAPS, least, windows.stream().map(it -> it.gaps(groups)).toList(), triggers);
  }

  /**
   * Adds a trigger for each subject that has at least so many cases in every window.
   *
   * @param found the cases by subject, for each window
   */
  private static void counted(
      Kind kind, int least, List<Map<String, Set<String>>> found, List<Trigger> triggers) {
    for (String subject : found.get(0).keySet()) {
      List<Double> counts =
          found.stream().map(it -> (double) it.getOrDefault(subject, Set.of()).size()).toList();
      if (counts.stream().allMatch(it -> it >= least)) {
        triggers.add(new Trigger(kind, subject, least, counts, cases(found, subject)));
      }
    }
  }

  private static List<String> cases(List<Map<String, Set<String>>> found, String subject) {
    return found.stream()
        .flatMap(it -> it.getOrDefault(subject, Set.of()).stream())
        .distinct()
        .sorted()
        .toList();
  }
}
