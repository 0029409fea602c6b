package org.equipoise.cli;

import static org.equipoise.cli.Plural.count;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.equipoise.language.Element;
import org.equipoise.revision.Cost;
import org.equipoise.revision.Relaxation;

/**
 * The relaxations of a revision, with those that are alike in one group: the overrides of one rule,
 * the settlements of attributes of one name, the judgments of one stakeholder. The dearest group is
 * first, and the dearest relaxation of each group.
 */
final class RelaxationGroups {
  private static final int MAX_CASES = 3;
  private static final Comparator<Relaxation> DEAREST =
      Comparator.comparing(Relaxation::cost, Comparator.reverseOrder())
          .thenComparing(Comparator.naturalOrder());

  private final Map<String, String> holders;

  /**
   * @param holders the stakeholder of each judgment that has one, by the judgment's id
   */
  RelaxationGroups(Map<String, String> holders) {
    this.holders = holders;
  }

  /** Relaxations that are alike; never empty. */
  record Group(Relaxation.Kind kind, Element.Kind of, String name, List<Relaxation> relaxations) {
    Cost cost() {
      return RelaxationGroups.cost(relaxations);
    }

    Relaxation dearest() {
      return relaxations.get(0);
    }
  }

  private record Likeness(Relaxation.Kind kind, Element.Kind of, String name) {}

  static Cost cost(List<Relaxation> relaxations) {
    return relaxations.stream().map(Relaxation::cost).reduce(Cost.ZERO, Cost::plus);
  }

  List<Group> of(List<Relaxation> relaxations) {
    Map<Likeness, List<Relaxation>> groups = new LinkedHashMap<>();
    for (Relaxation each : relaxations) {
      Element element = each.element();
      boolean isJudgment = element.kind() == Element.Kind.JUDGMENT;
      String name = isJudgment ? holders.getOrDefault(element.name(), "") : element.name();
      groups
          .computeIfAbsent(
              new Likeness(each.kind(), element.kind(), name), any -> new ArrayList<>())
          .add(each);
    }
    return groups.entrySet().stream()
        .map(
            it ->
                new Group(
                    it.getKey().kind(),
                    it.getKey().of(),
                    it.getKey().name(),
                    it.getValue().stream().sorted(DEAREST).toList()))
        .sorted(
            Comparator.comparing(Group::cost, Comparator.reverseOrder())
                .thenComparing(Group::dearest))
        .toList();
  }

  /** What is done, and where: {@code settle `asks.harmful` in 9 cases (C1, C2, C3, …)}. */
  String words(Group group) {
    return group.relaxations().size() == 1 ? words(group.dearest()) : severalWords(group);
  }

  private String severalWords(Group group) {
    int number = group.relaxations().size();
    long cases = group.relaxations().stream().map(Relaxation::caseId).distinct().count();
    String what =
        switch (group.kind()) {
          case REVISE ->
              "revise "
                  + count(number, "judgment")
                  + (group.name().isEmpty() ? " of nobody named" : " of `" + group.name() + "`");
          case OVERRIDE -> "override the " + group.of().word() + " " + group.name();
          case SETTLE -> "settle `" + group.name() + "` the other way";
          case SUSPEND -> "suspend the " + group.of().word() + " " + group.name() + " everywhere";
        };
    String first =
        group.relaxations().stream()
            .map(it -> String.valueOf(it.caseId()))
            .distinct()
            .limit(MAX_CASES)
            .collect(Collectors.joining(", "));
    return what
        + " in "
        + count(cases, "case")
        + " ("
        + first
        + (cases > MAX_CASES ? ", …" : "")
        + ")";
  }

  /** What is done by one relaxation, and where. */
  String words(Relaxation relaxation) {
    Element element = relaxation.element();
    String in = relaxation.caseId() == null ? "" : " in " + relaxation.caseId();
    return switch (relaxation.kind()) {
      case REVISE ->
          "revise the judgment "
              + element.name()
              + Optional.ofNullable(holders.get(element.name()))
                  .map(it -> " of `" + it + "`")
                  .orElse("")
              + in;
      case OVERRIDE -> "override the " + element.kind().word() + " " + element.name() + in;
      case SETTLE ->
          "settle `"
              + element.name()
              + "` "
              + (element.output().isEmpty() ? "" : "of output " + element.output() + " ")
              + "the other way"
              + in;
      case SUSPEND -> "suspend the " + element.kind().word() + " " + element.name() + " everywhere";
    };
  }

  /** How many of each kind: {@code 9 overrides, 2 settlements}. */
  static String kinds(List<Relaxation> relaxations) {
    Map<Relaxation.Kind, Integer> kinds = new TreeMap<>();
    relaxations.forEach(it -> kinds.merge(it.kind(), 1, Integer::sum));
    return kinds.entrySet().stream()
        .map(it -> count(it.getValue(), noun(it.getKey())))
        .collect(Collectors.joining(", "));
  }

  private static String noun(Relaxation.Kind kind) {
    return switch (kind) {
      case REVISE -> "revised judgment";
      case OVERRIDE -> "override";
      case SETTLE -> "settled attribute";
      case SUSPEND -> "suspended rule";
    };
  }
}
