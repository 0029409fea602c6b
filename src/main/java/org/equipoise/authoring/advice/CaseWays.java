package org.equipoise.authoring.advice;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.equipoise.constitution.metering.Meter;
import org.equipoise.language.Element;
import org.equipoise.revision.Cost;
import org.equipoise.revision.Relaxation;
import org.equipoise.revision.equilibria.RevisionPart;

/**
 * What the ways out of independent parts relax in each case. Several parts may meet in one case;
 * there their ways combine, as far as a surplus allows. What takes long is work that is metered.
 */
final class CaseWays {
  private final List<InCase> all = new ArrayList<>();

  /**
   * What the ways out of one part relax in a case.
   *
   * @param different the different sets of elements, each sorted, in the order of ways
   * @param surpluses the least surplus of a way with each of them
   * @param ofWays for each way, which of them it is
   */
  record Local(
      int part, List<List<Element>> different, List<Cost> surpluses, List<Integer> ofWays) {}

  /**
   * A case in which some way relaxes something.
   *
   * @param always what every way out of its part relaxes
   * @param varying the parts of which some ways relax something else than others
   */
  record InCase(AdvisedCase advised, List<Element> always, List<Local> varying) {

    /** What is relaxed, sorted, where of each varying part one set of elements is. */
    List<Element> relaxed(List<Integer> picks) {
      TreeSet<Element> relaxed = new TreeSet<>(always);
      for (int i = 0; i < picks.size(); i++) {
        relaxed.addAll(varying.get(i).different().get(picks.get(i)));
      }
      return List.copyOf(relaxed);
    }

    /** The first so many combinations that a surplus allows, and one more if there are more. */
    List<List<Integer>> combinations(Cost within, int most) {
      record Begun(List<Integer> picks, Cost left) {}
      List<Begun> found = List.of(new Begun(List.of(), within));
      for (Local local : varying) {
        List<Begun> more = new ArrayList<>();
        for (Begun begun : found) {
          for (int i = 0; i < local.different().size() && more.size() <= most; i++) {
            Cost left = begun.left().minus(local.surpluses().get(i));
            if (left.compareTo(Cost.ZERO) >= 0) {
              List<Integer> picks = new ArrayList<>(begun.picks());
              picks.add(i);
              more.add(new Begun(picks, left));
            }
          }
        }
        found = more;
      }
      return found.stream().map(Begun::picks).toList();
    }
  }

  CaseWays(AdvisedCases cases, List<RevisionPart> parts) {
    SortedMap<String, List<Element>> always = new TreeMap<>();
    SortedMap<String, List<Local>> varying = new TreeMap<>();
    Map<Relaxation, List<AdvisedCase>> reached = new HashMap<>();
    for (int p = 0; p < parts.size(); p++) {
      int part = p;
      List<RevisionPart.Way> ways = parts.get(p).ways();
      SortedMap<String, Map<Integer, List<Relaxation>>> byCase = new TreeMap<>();
      for (int w = 0; w < ways.size(); w++) {
        for (Relaxation each : ways.get(w).relaxations()) {
          for (AdvisedCase one : reached.computeIfAbsent(each, it -> reached(it, cases))) {
            byCase
                .computeIfAbsent(one.caseId(), it -> new HashMap<>())
                .computeIfAbsent(w, it -> new ArrayList<>())
                .add(each);
          }
        }
      }
      byCase.forEach(
          (caseId, given) -> {
            Local local = local(part, ways, cases.of(caseId), given);
            if (local.different().size() > 1) {
              varying.computeIfAbsent(caseId, it -> new ArrayList<>()).add(local);
            } else {
              always
                  .computeIfAbsent(caseId, it -> new ArrayList<>())
                  .addAll(local.different().get(0));
            }
          });
    }
    TreeSet<String> touched = new TreeSet<>(always.keySet());
    touched.addAll(varying.keySet());
    for (String caseId : touched) {
      all.add(
          new InCase(
              cases.of(caseId),
              always.getOrDefault(caseId, List.of()),
              varying.getOrDefault(caseId, List.of())));
    }
  }

  private static List<AdvisedCase> reached(Relaxation relaxation, AdvisedCases cases) {
    Collection<AdvisedCase> some =
        relaxation.caseId() == null ? cases.all() : List.of(cases.of(relaxation.caseId()));
    return some.stream().filter(it -> !it.relaxed(List.of(relaxation)).isEmpty()).toList();
  }

  private static Local local(
      int part,
      List<RevisionPart.Way> ways,
      AdvisedCase advised,
      Map<Integer, List<Relaxation>> given) {
    Map<List<Element>, Integer> numbers = new HashMap<>();
    List<List<Element>> different = new ArrayList<>();
    List<Cost> surpluses = new ArrayList<>();
    List<Integer> ofWays = new ArrayList<>();
    for (int w = 0; w < ways.size(); w++) {
      Meter.step();
      Cost surplus = ways.get(w).surplus();
      List<Element> relaxed =
          advised.relaxed(given.getOrDefault(w, List.of())).stream().sorted().toList();
      Integer number = numbers.putIfAbsent(relaxed, different.size());
      if (number == null) {
        number = different.size();
        different.add(relaxed);
        surpluses.add(surplus);
      } else if (surplus.compareTo(surpluses.get(number)) < 0) {
        surpluses.set(number, surplus);
      }
      ofWays.add(number);
    }
    return new Local(part, different, surpluses, ofWays);
  }

  /** The cases in which some way relaxes something, sorted by id. */
  List<InCase> all() {
    return all;
  }
}
