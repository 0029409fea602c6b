package org.equipoise.constitution;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.equipoise.constitution.internal.table.RuleTable;
import org.equipoise.problem.Problem;
import org.jspecify.annotations.Nullable;

/** The problems found so far in a constitution. */
final class Problems {
  private static final int MAX_KEPT = 1_000;
  private static final String MORE = "more-problems";

  private final List<Problem> found = new ArrayList<>();
  private final Map<Problem, Set<String>> subjects = new TreeMap<>();
  private boolean anyError;
  private boolean isCut;

  void error(
      String code,
      SourceFile file,
      int offset,
      @Nullable String subject,
      String message,
      @Nullable String hint) {
    RuleTable.Place place = file.place(offset);
    add(Problem.error(code, place.file(), place.line(), place.column(), subject, message, hint));
  }

  /**
   * Once for each place: a table's snippet is wrong once, not in each rule made with it. Where no
   * line can be named, once for each subject. No more than {@value #MAX_KEPT} are kept.
   */
  void add(Problem problem) {
    anyError |= problem.severity() == Problem.Severity.ERROR;
    String place = problem.line() > 0 || problem.subject() == null ? "" : problem.subject();
    boolean isKnown = subjects.getOrDefault(problem, Set.of()).contains(place);
    isCut |= !isKnown && found.size() == MAX_KEPT;
    if (!isKnown && !isCut) {
      subjects.computeIfAbsent(problem, it -> new HashSet<>()).add(place);
      found.add(problem);
    }
  }

  boolean anyError() {
    return anyError;
  }

  /** Whether further problems would not be kept, so that nobody needs to look for them. */
  boolean isFull() {
    return found.size() >= MAX_KEPT;
  }

  /** The problems by place; where some were not kept, the last one says so. */
  List<Problem> sorted() {
    List<Problem> sorted = new ArrayList<>(found.stream().sorted().toList());
    if (isCut && sorted.stream().noneMatch(it -> it.code().equals(MORE))) {
      sorted.add(
          Problem.error(
              MORE,
              sorted.get(sorted.size() - 1).file(),
              0,
              0,
              null,
              "there are more than " + MAX_KEPT + " problems; the others are not shown",
              "mend these and check again"));
    }
    return sorted;
  }
}
