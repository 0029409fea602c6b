package org.equipoise.constitution;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.equipoise.constitution.internal.habit.Habits;
import org.equipoise.constitution.internal.table.RuleTable;
import org.equipoise.constitution.reading.Span;
import org.equipoise.problem.Problem;
import org.jspecify.annotations.Nullable;

/** The problems found so far in a constitution. */
final class Problems {
  private static final int MAX_KEPT = 1_000;
  private static final String MORE = "more-problems";

  /** Codes of problems that may come of a habit. */
  private static final Set<String> VAGUE =
      Set.of(
          "syntax",
          "does-not-compile",
          "wrong-condition",
          "wrong-type",
          "wrong-arguments",
          "wrong-annotation",
          "wrong-number",
          "wrong-weight",
          "incomparable",
          "missing-then",
          "missing-end",
          "not-allowed",
          "not-repeatable",
          "runs-at-load",
          "unknown-accessor",
          "unknown-annotation",
          "unknown-member",
          "unknown-property",
          "unknown-type",
          "unknown-variable",
          "unknown-word");

  /** Codes of problems that are told at the name of a rule. */
  private static final Set<String> OF_A_RULE =
      Set.of(
          "does-not-compile",
          "missing-then",
          "missing-end",
          "not-allowed",
          "runs-at-load",
          "wrong-arguments");

  private final List<Problem> found = new ArrayList<>();
  private final Map<Problem, Set<String>> subjects = new TreeMap<>();
  private final Set<String> wrong = new HashSet<>();
  private int errors;
  private boolean isCut;

  void error(
      String code,
      SourceFile file,
      int offset,
      @Nullable String subject,
      String message,
      @Nullable String hint) {
    Optional<Habits.Suggestion> meant = meant(code, file, offset);
    int at = meant.map(it -> it.isElsewhere() ? it.start() : offset).orElse(offset);
    RuleTable.Place place = file.place(meant.map(it -> wrongValue(file, it, at)).orElse(at));
    add(
        Problem.error(
            code,
            place.file(),
            place.line(),
            place.column(),
            subject,
            meant.map(it -> said(it, code, message)).orElse(message),
            ofRule(file, at, meant.map(Habits.Suggestion::hint).orElse(hint))));
  }

  private static @Nullable String ofRule(SourceFile file, int at, @Nullable String hint) {
    return hint == null || hint.indexOf('$') < 0 ? hint : BoundVariables.at(file, at).in(hint);
  }

  void warning(
      String code,
      SourceFile file,
      int offset,
      @Nullable String subject,
      String message,
      @Nullable String hint) {
    RuleTable.Place place = file.place(offset);
    add(Problem.warning(code, place.file(), place.line(), place.column(), subject, message, hint));
  }

  /** What the author may have meant who is used to another language. */
  private Optional<Habits.Suggestion> meant(String code, SourceFile file, int offset) {
    if (!VAGUE.contains(code) || isFull()) {
      return Optional.empty();
    }
    String text = file.text();
    Optional<Habits.Suggestion> here =
        code.equals("not-allowed")
            ? Optional.empty()
            : Habits.at(text, file.code(), Math.min(offset, text.length()));
    return here.isEmpty() && OF_A_RULE.contains(code)
        ? Habits.inRule(text, file.code(), Math.min(offset, text.length()))
        : here;
  }

  /** Where a table's value stands that should be written otherwise, or else the place given. */
  private static int wrongValue(SourceFile file, Habits.Suggestion meant, int at) {
    return file.valueWithin(meant.start(), meant.start() + meant.written().length())
        .filter(it -> !meant.hint().contains(file.text().substring(it.start(), it.end())))
        .map(Span::start)
        .orElse(at);
  }

  /** What compilers say of such a form says nothing to its author. */
  private static String said(Habits.Suggestion meant, String code, String message) {
    return code.equals("does-not-compile") || message.endsWith(" cannot be understood")
        ? "`" + SourceFile.shorten(meant.written()) + "` is not written so in a rule"
        : message;
  }

  /**
   * Once for each place: a table's snippet is wrong once, not in each rule made with it. Where no
   * line can be named, once for each subject. No more than {@value #MAX_KEPT} are kept.
   */
  void add(Problem problem) {
    if (problem.severity() == Problem.Severity.ERROR) {
      errors++;
      if (problem.subject() != null) {
        wrong.add(problem.subject());
      }
    }
    String place = problem.line() > 0 || problem.subject() == null ? "" : problem.subject();
    boolean isKnown = subjects.getOrDefault(problem, Set.of()).contains(place);
    isCut |= !isKnown && found.size() == MAX_KEPT;
    if (!isKnown && !isCut) {
      subjects.computeIfAbsent(problem, it -> new HashSet<>()).add(place);
      found.add(problem);
    }
  }

  boolean anyError() {
    return errors > 0;
  }

  /** Whether an error is about this subject, for example the rule of this name. */
  boolean hasErrorIn(String subject) {
    return wrong.contains(subject);
  }

  /** How many errors were added. */
  int errors() {
    return errors;
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
