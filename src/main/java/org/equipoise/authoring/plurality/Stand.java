package org.equipoise.authoring.plurality;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.equipoise.decision.CaseAnswer;
import org.equipoise.decision.Decider;
import org.equipoise.decision.DecisionState;
import org.equipoise.decision.Verdict;
import org.equipoise.facts.Output;
import org.equipoise.inference.Findings;
import org.equipoise.inference.UndecidableException;
import org.equipoise.inference.WorldRegion;
import org.equipoise.language.Element;
import org.equipoise.language.Stance;
import org.equipoise.revision.CaseWeights;
import org.equipoise.revision.Cost;
import org.jspecify.annotations.Nullable;

/**
 * How one constitution answers one case in every world that relaxing elements there can bring
 * about. Worlds are found cheapest first, by running the decision in each; so a world that is not
 * listed costs at least {@code beyond}.
 *
 * @param elements what can be relaxed, at most {@value #MAX_ELEMENTS}; a bit of a world stands for
 *     the element of that number
 * @param costs what it costs to relax each, never infinite
 * @param worlds by cost, then by number of relaxed elements, then in a fixed order; the first is
 *     the one in which everything stands
 * @param beyond what every world that is not listed costs at least; null if all are listed
 */
record Stand(List<Element> elements, List<Cost> costs, List<World> worlds, @Nullable Cost beyond) {
  /** As many as the bits of a number. */
  static final int MAX_ELEMENTS = 62;

  private static final int MAX_WORLDS = 4_096;

  Stand {
    elements = List.copyOf(elements);
    costs = List.copyOf(costs);
    worlds = List.copyOf(worlds);
  }

  /**
   * The world in which some elements are relaxed.
   *
   * @param speaking the elements that say something there, so that relaxing them can matter
   * @param answer what the case comes to; null if it cannot be decided there
   */
  record World(long relaxed, long speaking, Cost cost, @Nullable CaseAnswer answer) {}

  /**
   * The worlds of a case.
   *
   * @param settlings the findings under each settling of what is unknown, at least one
   */
  static Stand of(NamedConstitution named, Decider decider, List<Findings> settlings) {
    return new Exploring(named, decider, settlings).stand();
  }

  /** Whether every world is listed. */
  boolean isComplete() {
    return beyond == null;
  }

  /** The elements of a set of them. */
  List<Element> named(long set) {
    List<Element> named = new ArrayList<>();
    for (int i = 0; i < elements.size(); i++) {
      if (((set >> i) & 1) == 1) {
        named.add(elements.get(i));
      }
    }
    return named;
  }

  /** The worlds of each answer of which none relaxes all that another of them relaxes. */
  Map<CaseAnswer, List<World>> minimal() {
    Map<CaseAnswer, List<World>> minimal = new HashMap<>();
    List<World> bySize = new ArrayList<>(worlds);
    bySize.sort(Comparator.comparingInt(it -> Long.bitCount(it.relaxed())));
    for (World world : bySize) {
      if (world.answer() != null) {
        List<World> alike = minimal.computeIfAbsent(world.answer(), it -> new ArrayList<>());
        if (alike.stream().noneMatch(it -> (it.relaxed() & ~world.relaxed()) == 0)) {
          alike.add(world);
        }
      }
    }
    return minimal;
  }

  /** The answer that some settlings of one case have in common; where they differ, none. */
  static CaseAnswer common(List<CaseAnswer> answers) {
    CaseAnswer first = answers.get(0);
    if (answers.stream().allMatch(first::equals)) {
      return first;
    }
    Verdict only = first.verdict() == null ? null : Verdict.ESCALATE;
    return new CaseAnswer(DecisionState.UNDECIDED, null, only);
  }

  private static final class Exploring {
    private final Decider decider;
    private final List<Findings> settlings;
    private final boolean isMonotone;
    private final TreeMap<Element, Cost> prices = new TreeMap<>();
    private final List<Element> elements = new ArrayList<>();
    private final Map<Element, Integer> numbers = new HashMap<>();
    private final List<List<Integer>> alike = new ArrayList<>();
    private boolean hasMore;
    private @Nullable Set<Element> speakingEverywhere;

    /** What the cheapest world costs that could not be decided; beyond it none is looked for. */
    private @Nullable Cost failed;

    Exploring(NamedConstitution named, Decider decider, List<Findings> settlings) {
      this.decider = decider;
      this.settlings = settlings;
      this.isMonotone = settlings.stream().allMatch(Findings::isMonotone);
      TreeSet<Element> every = new TreeSet<>();
      named.constitution().rules().values().forEach(it -> every.add(it.rule().element()));
      for (Findings findings : settlings) {
        every.addAll(findings.disputes());
        findings.judgments().forEach(it -> every.add(Element.judgment(it.id())));
      }
      for (Findings findings : settlings) {
        CaseWeights weights = CaseWeights.of(named.constitution(), findings);
        every.forEach(
            it -> prices.merge(it, weights.cost(it), (a, b) -> a.compareTo(b) >= 0 ? a : b));
      }
      prices.values().removeIf(Cost::isInfinite);
      speaking(List.of()).forEach(this::number);
      if (isPlain()) {
        alike.addAll(interchangeable());
      }
    }

    /** Whether answers rest on nothing but the environments of stances. */
    private boolean isPlain() {
      return isMonotone
          && settlings.stream()
              .allMatch(it -> !it.mayGuide() && !it.mayGrade() && it.weighings().isEmpty());
    }

    /** The number of an element; -1 if it cannot be relaxed or there are too many. */
    private int number(Element element) {
      Integer known = numbers.get(element);
      if (known != null) {
        return known;
      }
      if (!prices.containsKey(element)) {
        return -1;
      }
      if (elements.size() == MAX_ELEMENTS) {
        hasMore = true;
        return -1;
      }
      numbers.put(element, elements.size());
      elements.add(element);
      return elements.size() - 1;
    }

    /**
     * The elements whose relaxing may make a difference in a world, with more for good measure:
     * what speaks there, and what stances rest on in any world, since a decision weighs what it
     * would take to reach another one.
     */
    private Set<Element> speaking(List<Element> relaxed) {
      if (speakingEverywhere != null) {
        return speakingEverywhere;
      }
      TreeSet<Element> speaking = new TreeSet<>();
      for (Findings findings : settlings) {
        for (WorldRegion region : stances(findings)) {
          region.environments().forEach(speaking::addAll);
          speaking.addAll(region.standing());
          speaking.addAll(region.relaxed());
        }
        if (!isPlain()) {
          speaking.addAll(isMonotone ? findings.speakers() : findings.speakersWithout(relaxed));
          findings.judgments().forEach(it -> speaking.add(Element.judgment(it.id())));
          speaking.addAll(findings.disputes());
        }
      }
      speakingEverywhere = isMonotone ? speaking : null;
      return speaking;
    }

    private static List<WorldRegion> stances(Findings findings) {
      List<WorldRegion> regions = new ArrayList<>();
      String caseId = findings.given().id();
      for (Output output : findings.given().outputs()) {
        regions.addAll(findings.regions(new Stance(caseId, output.id(), Stance.AGAINST)));
        regions.addAll(findings.regions(new Stance(caseId, output.id(), Stance.FOR)));
      }
      return regions;
    }

    /**
     * Judgments that cost the same and say the same by themselves, in no environment with others:
     * it does not matter which of them are relaxed, so the first are.
     */
    private List<List<Integer>> interchangeable() {
      Map<String, List<Integer>> groups = new TreeMap<>();
      for (Element element : elements) {
        if (element.kind() == Element.Kind.JUDGMENT) {
          StringBuilder says = new StringBuilder(cost(number(element)).toString());
          boolean isAlone = true;
          for (Findings findings : settlings) {
            for (WorldRegion region : stances(findings)) {
              for (List<Element> environment : region.environments()) {
                isAlone &= environment.size() == 1 || !environment.contains(element);
              }
              says.append(region.environments().contains(List.of(element)) ? " 1" : " 0");
            }
          }
          if (isAlone) {
            groups.computeIfAbsent(says.toString(), it -> new ArrayList<>()).add(number(element));
          }
        }
      }
      return groups.values().stream().filter(it -> it.size() > 1).toList();
    }

    /** Whether an element may be relaxed next: of interchangeable ones, the first that stands. */
    private boolean isNext(int element, long relaxed) {
      for (List<Integer> group : alike) {
        int at = group.indexOf(element);
        if (at > 0) {
          return ((relaxed >> group.get(at - 1)) & 1) == 1;
        }
      }
      return true;
    }

    private record Open(long relaxed, Cost cost) {}

    Stand stand() {
      Comparator<Open> order =
          Comparator.comparing(Open::cost)
              .thenComparing(it -> Long.bitCount(it.relaxed()))
              .thenComparing(Open::relaxed);
      PriorityQueue<Open> open = new PriorityQueue<>(order);
      Set<Long> seen = new HashSet<>();
      List<World> worlds = new ArrayList<>();
      open.add(new Open(0, Cost.ZERO));
      seen.add(0L);
      while (!open.isEmpty() && worlds.size() < MAX_WORLDS) {
        Open next = open.poll();
        World world = world(next);
        worlds.add(world);
        for (int i = 0; i < elements.size(); i++) {
          long more = next.relaxed() | (1L << i);
          boolean speaks = ((world.speaking() >> i) & 1) == 1;
          if (speaks && isNext(i, next.relaxed()) && seen.add(more)) {
            open.add(new Open(more, next.cost().plus(cost(i))));
          }
        }
      }
      Cost beyond = open.isEmpty() ? null : open.peek().cost();
      if (hasMore) {
        beyond = lesser(beyond, prices.values().stream().min(Comparator.naturalOrder()).get());
      }
      beyond = failed == null ? beyond : lesser(beyond, failed);
      List<Cost> costs = new ArrayList<>();
      for (int i = 0; i < elements.size(); i++) {
        costs.add(cost(i));
      }
      return new Stand(elements, costs, worlds, beyond);
    }

    private static Cost lesser(@Nullable Cost one, Cost other) {
      return one == null || other.compareTo(one) < 0 ? other : one;
    }

    private Cost cost(int element) {
      return Objects.requireNonNull(prices.get(elements.get(element)));
    }

    private World world(Open at) {
      List<Element> relaxed = new ArrayList<>();
      for (int i = 0; i < elements.size(); i++) {
        if (((at.relaxed() >> i) & 1) == 1) {
          relaxed.add(elements.get(i));
        }
      }
      try {
        List<CaseAnswer> answers = new ArrayList<>();
        for (Findings findings : settlings) {
          answers.add(decider.answerWithout(findings, relaxed));
        }
        long speaking = 0;
        for (Element element : speaking(relaxed)) {
          int number = number(element);
          speaking |= number < 0 ? 0 : 1L << number;
        }
        return new World(at.relaxed(), speaking & ~at.relaxed(), at.cost(), common(answers));
      } catch (UndecidableException e) {
        failed = failed == null ? at.cost() : failed;
        return new World(at.relaxed(), 0, at.cost(), null);
      }
    }
  }
}
