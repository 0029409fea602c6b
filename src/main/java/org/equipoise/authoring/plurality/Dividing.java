package org.equipoise.authoring.plurality;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.equipoise.authoring.plurality.Plurality.Cause;
import org.equipoise.authoring.plurality.Stand.World;
import org.equipoise.decision.CaseAnswer;
import org.equipoise.language.Element;

/**
 * What brings a disagreement about: the elements of every smallest set which, given up in the case
 * by those whose they are, ends it. A rule that all constitutions share is left out, since it would
 * not divide them by itself.
 */
final class Dividing {
  private static final int MAX_SETS = 20_000;

  private final List<NamedConstitution> constitutions;
  private final RuleMeanings meanings;

  Dividing(List<NamedConstitution> constitutions, RuleMeanings meanings) {
    this.constitutions = constitutions;
    this.meanings = meanings;
  }

  /**
   * What was found.
   *
   * @param isComplete whether every smallest set was looked at
   */
  record Found(List<Cause> causes, boolean isComplete) {}

  /** The causes of a case of which the constitutions take different stands. */
  Found causes(List<Stand> stands, List<CaseAnswer> answers) {
    List<Map<CaseAnswer, List<World>>> minimal = stands.stream().map(Stand::minimal).toList();
    Set<CaseAnswer> common = new HashSet<>(minimal.get(0).keySet());
    minimal.forEach(it -> common.retainAll(it.keySet()));
    long[] given = new long[stands.size()];
    Search search = new Search(minimal, common, given);
    common.stream().sorted(Bridging.ANSWERS).forEach(search::collect);
    boolean isComplete = search.sets <= MAX_SETS && stands.stream().allMatch(Stand::isComplete);
    TreeSet<Cause> causes = new TreeSet<>();
    TreeSet<Cause> others = new TreeSet<>();
    for (int i = 0; i < given.length; i++) {
      for (Element element : stands.get(i).named(given[i])) {
        boolean divides = element.isRule() && !meanings.isShared(meanings.of(i, element));
        (divides ? causes : others).add(Cause.of(constitutions.get(i).name(), element));
      }
    }
    if (causes.isEmpty()) {
      causes.addAll(besides(answers));
    }
    return new Found(List.copyOf(causes.isEmpty() ? others : causes), isComplete);
  }

  private Set<Cause> besides(List<CaseAnswer> answers) {
    TreeSet<Cause> besides = new TreeSet<>();
    for (int i = 0; i < answers.size(); i++) {
      for (int j = 0; j < i; j++) {
        if (!answers.get(i).equals(answers.get(j))) {
          meanings.besides(j, i).forEach(it -> besides.add(Cause.besides(it)));
        }
      }
    }
    return besides;
  }

  /** Goes through the sets that lead to each answer; {@code given} takes up the smallest. */
  private static final class Search {
    private final List<Map<CaseAnswer, List<World>>> minimal;
    private final Set<CaseAnswer> common;
    private final long[] given;
    private final List<World> chosen = new ArrayList<>();
    private int sets;

    Search(List<Map<CaseAnswer, List<World>>> minimal, Set<CaseAnswer> common, long[] given) {
      this.minimal = minimal;
      this.common = common;
      this.given = given;
    }

    void collect(CaseAnswer answer) {
      if (sets > MAX_SETS) {
        return;
      }
      int at = chosen.size();
      if (at == minimal.size()) {
        sets++;
        if (common.stream().noneMatch(it -> !it.equals(answer) && isReachedWithin(it))) {
          for (int i = 0; i < given.length; i++) {
            given[i] |= chosen.get(i).relaxed();
          }
        }
        return;
      }
      for (World world : Objects.requireNonNull(minimal.get(at).get(answer))) {
        chosen.add(world);
        collect(answer);
        chosen.remove(at);
      }
    }

    /** Whether less than what is chosen leads to an answer. */
    private boolean isReachedWithin(CaseAnswer answer) {
      for (int i = 0; i < given.length; i++) {
        long most = chosen.get(i).relaxed();
        if (Objects.requireNonNull(minimal.get(i).get(answer)).stream()
            .noneMatch(it -> (it.relaxed() & ~most) == 0)) {
          return false;
        }
      }
      return true;
    }
  }
}
