package org.equipoise.authoring.amendment.internal;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.equipoise.authoring.amendment.internal.Option.Dropped;
import org.equipoise.constitution.DefinedRule;
import org.equipoise.constitution.internal.anatomy.Anatomy;
import org.equipoise.constitution.internal.anatomy.Condition;
import org.equipoise.constitution.internal.anatomy.Condition.Polarity;
import org.equipoise.constitution.internal.anatomy.Condition.Test;
import org.equipoise.constitution.reading.MaskedCode;
import org.equipoise.constitution.reading.PatternRead;
import org.equipoise.constitution.reading.Span;
import org.equipoise.constitution.reading.Subject;
import org.equipoise.facts.DeonticStatus;
import org.jspecify.annotations.Nullable;

/**
 * The conditions that can be dropped from a rule, so that it speaks more often, and what to take
 * out of its text. A condition is one test of an output or of the case, or whatever else the rule
 * lists: that there is no such output, say. Immutable.
 */
final class Droppable {
  private static final Pattern WORD = Pattern.compile("[A-Za-z_$][\\w$]*");
  private static final Pattern AND_BEFORE = Pattern.compile("(?s).*(?:(?<![\\w$])and|&&)\\s*");
  private static final Pattern AND_AFTER = Pattern.compile("(?s)\\s*(?:and(?![\\w$])|&&|;).*");
  private static final Pattern SIGN = Pattern.compile(",|&&");

  private final Anatomy rule;
  private final String text;
  private final String code;
  private final DeonticStatus status;
  private final List<Part> parts = new ArrayList<>();

  /**
   * A condition that can be dropped.
   *
   * @param of the pattern whose test it is, or the whole condition
   * @param test null for a whole condition
   */
  private record Part(Dropped dropped, Condition of, @Nullable Test test) {}

  private Droppable(Anatomy rule, DeonticStatus status) {
    this.rule = rule;
    this.text = rule.defined().text();
    this.code = MaskedCode.of(text).code();
    this.status = status;
    for (Condition condition : rule.conditions()) {
      if (condition instanceof Condition.Pattern pattern && isOfTests(pattern)) {
        if (!rule.text(pattern.testsAt()).contains(";")) {
          pattern.tests().stream()
              .filter(it -> !it.isBindingOnly() && !isUsed(it.binds(), it.at()))
              .forEach(it -> add(it.at(), pattern, it));
        }
      } else if (!isUsed(condition.binds(), condition.at()) && !isJoined(condition.at())) {
        add(condition.at(), condition, null);
      }
    }
  }

  /**
   * What can be dropped from a rule; empty if the rule does more than to forbid or to permit one
   * output that it matches, if it is not a plain list of conditions, or if it reads anything but
   * the case and its outputs.
   */
  static Optional<Droppable> of(DefinedRule rule) {
    Anatomy anatomy = Anatomy.of(rule);
    List<String> words = anatomy.calls().stream().map(Anatomy.Call::word).distinct().toList();
    boolean areFacts =
        rule.reads().patterns().stream()
            .map(PatternRead::subject)
            .allMatch(it -> it == Subject.OUTPUT || it == Subject.CASE);
    boolean isClaim = words.equals(List.of("forbid")) || words.equals(List.of("permit"));
    if (!isClaim
        || !areFacts
        || !anatomy.isConjunction()
        || !anatomy.isPlain()
        || RuleWords.of(rule).isEmpty()) {
      return Optional.empty();
    }
    DeonticStatus status =
        words.get(0).equals("forbid") ? DeonticStatus.FORBIDDEN : DeonticStatus.PERMITTED;
    return Optional.of(new Droppable(anatomy, status)).filter(it -> !it.parts.isEmpty());
  }

  private static boolean isOfTests(Condition.Pattern pattern) {
    return pattern.polarity() != Polarity.NOT;
  }

  private void add(Span at, Condition of, @Nullable Test test) {
    String shown = rule.text(at).replaceAll("\\s+", " ").strip();
    parts.add(new Part(new Dropped(parts.size(), shown), of, test));
  }

  /** Whether a variable is used anywhere else in the rule. */
  private boolean isUsed(Set<String> variables, Span at) {
    Set<String> elsewhere = new HashSet<>();
    Matcher word = WORD.matcher(text.substring(0, at.start()) + " " + text.substring(at.end()));
    while (word.find()) {
      elsewhere.add(word.group());
    }
    return variables.stream().anyMatch(elsewhere::contains);
  }

  /** Whether a condition is joined to another by a sign. */
  private boolean isJoined(Span at) {
    return AND_BEFORE.matcher(code.substring(0, at.start())).matches()
        || AND_AFTER.matcher(code.substring(at.end())).matches();
  }

  DefinedRule rule() {
    return rule.defined();
  }

  /** What the rule claims. */
  DeonticStatus status() {
    return status;
  }

  /** Where the rule's name stands, its quotes included. */
  Span nameAt() {
    return rule.nameAt();
  }

  /** The conditions, as they are written. */
  List<Dropped> conditions() {
    return parts.stream().map(Part::dropped).toList();
  }

  /** What to take out of the rule's text to drop some conditions; no place meets another. */
  List<Span> without(Collection<Dropped> dropped) {
    List<Span> places = new ArrayList<>();
    for (Part part : parts) {
      if (part.test() == null && dropped.contains(part.dropped())) {
        places.add(withLine(part.of().at()));
      }
    }
    for (Condition condition : rule.conditions()) {
      if (condition instanceof Condition.Pattern pattern && isOfTests(pattern)) {
        Set<Test> tests = new HashSet<>();
        for (Part part : parts) {
          if (part.test() != null
              && part.of().equals(pattern)
              && dropped.contains(part.dropped())) {
            tests.add(part.test());
          }
        }
        if (!tests.isEmpty()) {
          places.addAll(without(pattern, tests));
        }
      }
    }
    return places;
  }

  /** A condition with the lines that it has to itself, or with the blanks after it. */
  private Span withLine(Span at) {
    int line = text.lastIndexOf('\n', at.start() - 1) + 1;
    int next = text.indexOf('\n', at.end());
    boolean isAlone =
        next >= 0
            && text.substring(line, at.start()).isBlank()
            && text.substring(at.end(), next).isBlank();
    if (isAlone) {
      return new Span(line, next + 1);
    }
    int end = at.end();
    while (end < text.length() && text.charAt(end) == ' ') {
      end++;
    }
    return new Span(at.start(), end);
  }

  private List<Span> without(Condition.Pattern pattern, Set<Test> dropped) {
    List<Test> tests = pattern.tests();
    boolean isEmptied = dropped.containsAll(tests);
    if (isEmptied && isOfCode(pattern.testsAt())) {
      return List.of(pattern.testsAt());
    }
    List<Span> places = new ArrayList<>();
    boolean isAnyKept = false;
    for (int i = 0; i < tests.size(); i++) {
      Test test = tests.get(i);
      if (!dropped.contains(test)) {
        isAnyKept = true;
        continue;
      }
      if (i > 0 && (isAnyKept || isEmptied)) {
        places.add(between(tests.get(i - 1).at().end(), test.at().start()));
      }
      places.add(test.at());
      if (!isAnyKept && !isEmptied) {
        places.add(between(test.at().end(), tests.get(i + 1).at().start()));
      }
    }
    return places;
  }

  /** What joins two tests; only its sign where there is a comment. */
  private Span between(int from, int to) {
    Span all = new Span(from, to);
    Matcher sign = SIGN.matcher(code).region(from, to);
    return isOfCode(all) || !sign.find() ? all : new Span(sign.start(), sign.end());
  }

  /** Whether there is no comment at a place. */
  private boolean isOfCode(Span at) {
    return !rule.text(at).contains("//") && !rule.text(at).contains("/*");
  }

  /** The rule's text under another name, without some conditions. */
  String renamed(String name, Collection<Dropped> dropped) {
    StringBuilder changed = new StringBuilder(text);
    List<Span> places = new ArrayList<>(without(dropped));
    places.sort((a, b) -> Integer.compare(b.start(), a.start()));
    places.forEach(it -> changed.delete(it.start(), it.end()));
    changed.replace(nameAt().start(), nameAt().end(), "\"" + name + "\"");
    return changed.toString();
  }
}
