package org.equipoise.authoring.comparison;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.equipoise.authoring.comparison.DecisionComparison.AnswerChange;
import org.equipoise.authoring.comparison.DecisionComparison.Condition;
import org.equipoise.authoring.comparison.DecisionComparison.Group;
import org.equipoise.authoring.comparison.DecisionComparison.NewCases;
import org.equipoise.authoring.comparison.DecisionOutline.Difference;
import org.equipoise.decision.CaseAnswer;

/**
 * Counts how decisions differ between two sides, case by case, and keeps none of them. Tallies of
 * parts add up to the tally of the whole, whatever the parts. Not safe for several threads.
 */
public final class DifferenceCounter {
  private static final int MAX_EXAMPLES = 3;

  private long cases;
  private long differing;
  private final Map<Aspect, Long> aspects = new EnumMap<>(Aspect.class);
  private final Map<Cause, Count> causes = new TreeMap<>();
  private final Map<Condition, Count> newCases = new EnumMap<>(Condition.class);

  private record Cause(List<String> by, boolean together) implements Comparable<Cause> {
    private static final Comparator<Cause> ORDER =
        Comparator.comparing(Cause::together).thenComparing(it -> String.join("\n", it.by));

    @Override
    public int compareTo(Cause other) {
      return ORDER.compare(this, other);
    }
  }

  private static final class Count {
    private long cases;
    private final Map<Aspect, Long> aspects = new EnumMap<>(Aspect.class);
    private final Map<String, Long> turns = new TreeMap<>();
    private final TreeSet<String> answered = new TreeSet<>();
    private final TreeSet<String> others = new TreeSet<>();

    void add(Count other) {
      cases += other.cases;
      other.aspects.forEach((aspect, count) -> aspects.merge(aspect, count, Long::sum));
      other.turns.forEach((turn, count) -> turns.merge(turn, count, Long::sum));
      other.answered.forEach(it -> first(answered, it));
      other.others.forEach(it -> first(others, it));
    }

    void add(Group group) {
      cases += group.cases();
      group.aspects().forEach((aspect, count) -> aspects.merge(aspect, count, Long::sum));
      group.answers().forEach(it -> turns.merge(it.change(), it.cases(), Long::sum));
      NavigableSet<String> ids = group.changedAnswers() > 0 ? answered : others;
      group.examples().forEach(it -> first(ids, it));
    }

    List<String> examples() {
      return List.copyOf(answered.isEmpty() ? others : answered);
    }
  }

  private static void first(NavigableSet<String> ids, String id) {
    ids.add(id);
    if (ids.size() > MAX_EXAMPLES) {
      ids.pollLast();
    }
  }

  /** Adds a case whose two sides are known to be the same. */
  public void addSame() {
    cases++;
  }

  /** Adds a case whose two sides are the same, or whose differences have no known cause. */
  public void add(DecisionOutline before, DecisionOutline after) {
    add(before, after, new TreeMap<>());
  }

  /**
   * Adds a case.
   *
   * @param alone by cause, what would be decided if it alone were as it is on the after side. Named
   *     are those of them that bring a difference about; if none does, those that make some other
   *     difference there, or where they are not several, in the case.
   * @throws IllegalArgumentException if the outlines are of different cases
   */
  public void add(
      DecisionOutline before, DecisionOutline after, SortedMap<String, DecisionOutline> alone) {
    if (!before.caseId().equals(after.caseId())) {
      throw new IllegalArgumentException(
          "`" + before.caseId() + "` and `" + after.caseId() + "` are different cases");
    }
    cases++;
    List<Difference> differences = DecisionOutline.differences(before, after);
    if (differences.isEmpty()) {
      return;
    }
    differing++;
    Set<Aspect> seen = new HashSet<>();
    Map<Cause, Set<Aspect>> seenOf = new TreeMap<>();
    for (Difference difference : differences) {
      Aspect aspect = difference.facet().aspect();
      if (seen.add(aspect)) {
        aspects.merge(aspect, 1L, Long::sum);
      }
      Cause cause = cause(difference, before, alone);
      Count count = causes.computeIfAbsent(cause, any -> new Count());
      Set<Aspect> itsAspects = seenOf.get(cause);
      if (itsAspects == null) {
        itsAspects = new HashSet<>();
        seenOf.put(cause, itsAspects);
        count.cases++;
      }
      if (itsAspects.add(aspect)) {
        count.aspects.merge(aspect, 1L, Long::sum);
      }
      if (aspect == Aspect.ANSWER) {
        count.turns.merge(turn(before, after), 1L, Long::sum);
        first(count.answered, before.caseId());
      } else {
        first(count.others, before.caseId());
      }
    }
    arrive(before, after);
  }

  private static Cause cause(
      Difference difference, DecisionOutline before, SortedMap<String, DecisionOutline> alone) {
    List<String> bringing = new ArrayList<>();
    List<String> moving = new ArrayList<>();
    List<String> elsewhere = new ArrayList<>();
    alone.forEach(
        (cause, outline) -> {
          String said = outline.facets().getOrDefault(difference.facet(), "");
          if (said.equals(difference.after())) {
            bringing.add(cause);
          } else if (!said.equals(difference.before())) {
            moving.add(cause);
          } else if (!outline.equals(before)) {
            elsewhere.add(cause);
          }
        });
    if (!bringing.isEmpty()) {
      return new Cause(bringing, false);
    }
    if (moving.size() < 2) { // one alone does not do it, so others have a part in it
      moving.addAll(elsewhere);
      moving.sort(null);
    }
    return new Cause(moving.isEmpty() ? List.copyOf(alone.keySet()) : moving, !alone.isEmpty());
  }

  /** An answer's turn in words that do not name outputs, so that cases can be counted together. */
  private static String turn(DecisionOutline before, DecisionOutline after) {
    return answer(before)
        + " → "
        + (answer(before).equals(answer(after)) ? "another" : answer(after));
  }

  private static String answer(DecisionOutline outline) {
    String answer = outline.says(Aspect.ANSWER, "");
    if (isLesserEvil(outline, answer)) {
      return "the lesser evil";
    }
    return outline.facets().containsKey(new Facet(Aspect.DECISION, answer))
            && !outline.says(Aspect.MARGIN, "").isEmpty()
        ? "one output"
        : answer;
  }

  /** Whether an answer names the lesser evil of outputs that are all blocked. */
  private static boolean isLesserEvil(DecisionOutline outline, String answer) {
    return answer.endsWith(CaseAnswer.LESSER_EVIL)
        && outline
            .facets()
            .containsKey(
                new Facet(
                    Aspect.DECISION,
                    answer.substring(0, answer.length() - CaseAnswer.LESSER_EVIL.length())));
  }

  private static boolean isAllBlocked(DecisionOutline outline) {
    String answer = outline.says(Aspect.ANSWER, "");
    return isLesserEvil(outline, answer)
        || (answer.equals(Condition.ALL_BLOCKED.word()) && answer(outline).equals(answer));
  }

  private void arrive(DecisionOutline before, DecisionOutline after) {
    String was = before.says(Aspect.ANSWER, "");
    String is = after.says(Aspect.ANSWER, "");
    for (Condition condition : List.of(Condition.DILEMMA, Condition.UNDECIDED, Condition.ERROR)) {
      if (is.equals(condition.word())
          && !was.equals(condition.word())
          && answer(after).equals(is)) {
        arrive(condition, after.caseId());
      }
    }
    if (isAllBlocked(after) && !isAllBlocked(before)) {
      arrive(Condition.ALL_BLOCKED, after.caseId());
    }
    if (!after.says(Aspect.GAP, "").isEmpty() && before.says(Aspect.GAP, "").isEmpty()) {
      arrive(Condition.GAP, after.caseId());
    }
    boolean escalates =
        after.facets().entrySet().stream()
            .filter(it -> it.getKey().aspect() == Aspect.DECISION)
            .anyMatch(
                it ->
                    it.getValue().equals("escalate")
                        && !before.says(Aspect.DECISION, it.getKey().output()).equals("escalate"));
    if (escalates) {
      arrive(Condition.ESCALATION, after.caseId());
    }
  }

  private void arrive(Condition condition, String caseId) {
    Count count = newCases.computeIfAbsent(condition, any -> new Count());
    count.cases++;
    first(count.others, caseId);
  }

  /** Adds what another tally has counted, of other cases. */
  public void add(DifferenceCounter other) {
    cases += other.cases;
    differing += other.differing;
    other.aspects.forEach((aspect, count) -> aspects.merge(aspect, count, Long::sum));
    other.causes.forEach(
        (cause, count) -> causes.computeIfAbsent(cause, any -> new Count()).add(count));
    other.newCases.forEach(
        (newly, count) -> newCases.computeIfAbsent(newly, any -> new Count()).add(count));
  }

  /** Adds what was counted elsewhere, of other cases. */
  public void add(DecisionComparison other) {
    cases += other.cases();
    differing += other.differing();
    other.aspects().forEach((aspect, count) -> aspects.merge(aspect, count, Long::sum));
    for (Group group : other.groups()) {
      Cause cause = new Cause(group.causes(), group.together());
      causes.computeIfAbsent(cause, any -> new Count()).add(group);
    }
    for (NewCases each : other.newCases()) {
      Count count = newCases.computeIfAbsent(each.condition(), any -> new Count());
      count.cases += each.cases();
      each.examples().forEach(it -> first(count.others, it));
    }
  }

  /** What was counted so far. */
  public DecisionComparison comparison() {
    List<Group> groups = new ArrayList<>();
    causes.forEach(
        (cause, count) ->
            groups.add(
                new Group(
                    cause.by,
                    cause.together,
                    count.cases,
                    new TreeMap<>(count.aspects),
                    turns(count),
                    count.examples())));
    groups.sort(
        Comparator.comparing(Group::changedAnswers)
            .thenComparing(Group::cases)
            .reversed()
            .thenComparing(Group::together)
            .thenComparing(it -> String.join("\n", it.causes())));
    List<NewCases> newly = new ArrayList<>();
    newCases.forEach((what, count) -> newly.add(new NewCases(what, count.cases, count.examples())));
    return new DecisionComparison(cases, differing, new TreeMap<>(aspects), groups, newly);
  }

  private static List<AnswerChange> turns(Count count) {
    return count.turns.entrySet().stream()
        .map(it -> new AnswerChange(it.getKey(), it.getValue()))
        .sorted(
            Comparator.comparing(AnswerChange::cases, Comparator.reverseOrder())
                .thenComparing(AnswerChange::change))
        .toList();
  }
}
