package org.equipoise.authoring.ratchet;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.equipoise.authoring.advice.Advisor;
import org.equipoise.authoring.coverage.CoverageBuilder;
import org.equipoise.constitution.Constitution;
import org.equipoise.decision.Decider;
import org.equipoise.formats.Corpus.JudgedCase;
import org.equipoise.inference.Findings;

/** Cases under two constitutions, side by side. */
final class Trial {
  private final Constitution before;
  private final Constitution after;
  private final Map<String, Pair> pairs = new LinkedHashMap<>();

  /** One case under both. */
  record Pair(CaseOutcome before, CaseOutcome after) {

    boolean isChanged() {
      return !before.answer().equals(after.answer());
    }

    /** Whether it was decided against its judgments. */
    boolean wasWrong() {
      return Boolean.FALSE.equals(before.isAsJudged());
    }

    boolean isRight() {
      return Boolean.TRUE.equals(after.isAsJudged());
    }

    /** Whether it is what a change is for: wrong before, and right now. */
    boolean isSought() {
      return wasWrong() && isRight();
    }

    /**
     * Whether no principle need speak on an output any more: it was in conflict, and is now decided
     * as people judged.
     */
    boolean isGivenUp(String output) {
      return before.contested().contains(output) && !after.spoken().contains(output) && isRight();
    }
  }

  Trial(Constitution before, Constitution after, List<JudgedCase> cases) {
    this.before = before;
    this.after = after;
    Decider one = new Decider(before);
    Decider other = new Decider(after);
    for (JudgedCase each : cases) {
      pairs.put(
          each.situation().id(),
          new Pair(CaseOutcome.of(one, before, each), CaseOutcome.of(other, after, each)));
    }
  }

  Map<String, Pair> pairs() {
    return pairs;
  }

  boolean isEmpty() {
    return pairs.isEmpty();
  }

  /** The cases that can be decided under both. */
  private List<Pair> decidable() {
    return pairs.values().stream()
        .filter(it -> it.before().findings() != null && it.after().findings() != null)
        .toList();
  }

  Effects.Shift index() {
    return new Effects.Shift(
        index(before, decidable().stream().map(it -> it.before().findings()).toList()),
        index(after, decidable().stream().map(it -> it.after().findings()).toList()));
  }

  /** The index of each case by itself. */
  List<Effects.Shift> indexByCase() {
    List<Effects.Shift> each = new ArrayList<>();
    for (Pair pair : decidable()) {
      Findings was = Objects.requireNonNull(pair.before().findings());
      Findings is = Objects.requireNonNull(pair.after().findings());
      each.add(
          was.conflicts().isEmpty() && is.conflicts().isEmpty()
              ? new Effects.Shift(0, 0)
              : new Effects.Shift(index(before, List.of(was)), index(after, List.of(is))));
    }
    return each;
  }

  private static double index(Constitution constitution, List<Findings> all) {
    Advisor advisor = new Advisor(constitution, Advisor.Options.of(constitution).withTop(1));
    all.forEach(advisor::add);
    return advisor.advise().disequilibrium().index();
  }

  /** Coverage of the outputs that people have not decided themselves in a conflict. */
  Effects.Shift coverage() {
    long outputs = 0;
    long was = 0;
    long is = 0;
    for (Pair pair : decidable()) {
      for (String output : outputs(pair)) {
        if (!pair.isGivenUp(output)) {
          outputs++;
          was += pair.before().spoken().contains(output) ? 1 : 0;
          is += pair.after().spoken().contains(output) ? 1 : 0;
        }
      }
    }
    return outputs == 0
        ? new Effects.Shift(0, 0)
        : new Effects.Shift((double) was / outputs, (double) is / outputs);
  }

  /**
   * Outputs on which a principle spoke and none does now, though people have not decided them.
   *
   * @param besides principles that do not count
   */
  List<String> silenced(Set<String> besides) {
    List<String> silenced = new ArrayList<>();
    pairs.forEach(
        (id, pair) -> {
          Findings was = pair.before().findings();
          Set<String> lost = was == null ? new TreeSet<>() : CoverageBuilder.spokenOf(was, besides);
          lost.removeAll(pair.after().spoken());
          lost.removeIf(pair::isGivenUp);
          lost.forEach(it -> silenced.add(id + "/" + it));
        });
    return silenced;
  }

  /**
   * How many principles some answer depends on. Before, an answer that a conflict puts in question
   * does not count.
   *
   * @param besides principles that do not count
   */
  Effects.Shift informative(Set<String> besides) {
    Set<String> was = new TreeSet<>();
    Set<String> is = new TreeSet<>();
    for (Pair pair : decidable()) {
      was.addAll(pair.before().uncontested());
      is.addAll(pair.after().informative());
    }
    was.removeAll(besides);
    return new Effects.Shift(was.size(), is.size());
  }

  private static Set<String> outputs(Pair pair) {
    Set<String> outputs = new TreeSet<>();
    Objects.requireNonNull(pair.before().findings())
        .given()
        .outputs()
        .forEach(it -> outputs.add(it.id()));
    return outputs;
  }
}
