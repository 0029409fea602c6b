package org.equipoise.authoring.mutation;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.equipoise.authoring.mutation.Mutant.Kind;
import org.equipoise.constitution.DefinedRule;
import org.equipoise.constitution.Variants.Variant;
import org.equipoise.constitution.internal.anatomy.Anatomy;
import org.equipoise.constitution.internal.anatomy.Anatomy.Call;
import org.equipoise.constitution.internal.anatomy.Comparison;
import org.equipoise.constitution.internal.anatomy.Condition;
import org.equipoise.constitution.internal.anatomy.Condition.Polarity;
import org.equipoise.constitution.internal.anatomy.Condition.Test;
import org.equipoise.constitution.reading.Span;
import org.jspecify.annotations.Nullable;

/** Every small change that can be made to one rule. */
final class Mutants {
  private static final Pattern WORD = Pattern.compile("[A-Za-z_$][\\w$]*");
  private static final Pattern WEIGHT =
      Pattern.compile(
          "@(?:Principle|Theory)\\s*\\((?:\\s*level\\s*=\\s*\"[^\"]*\"\\s*,)?"
              + "\\s*weight\\s*=\\s*(\\d+(?:\\.\\d+)?)\\s*[,)]");
  private static final Pattern DEFAULT = Pattern.compile("@Default\\s*\\([^)]*\\)|@Default\\b");
  private static final Pattern NUMBER = Pattern.compile("\\d+(?:\\.\\d+)?");
  private static final Map<String, String> CONTRARY =
      Map.of(
          "forbid", "permit",
          "permit", "forbid",
          "oblige", "forbid",
          "encourage", "discourage",
          "discourage", "encourage",
          "support", "undermine",
          "undermine", "support");

  private final Anatomy rule;
  private final List<Mutant> mutants = new ArrayList<>();

  private Mutants(Anatomy rule) {
    this.rule = rule;
  }

  /** A rule whose weight, or whose strength against another's, is a tenth of what it is. */
  static List<Mutant> ofWeight(DefinedRule rule) {
    Mutants all = new Mutants(Anatomy.of(rule));
    Matcher weight = WEIGHT.matcher(rule.text());
    if (weight.find() && Double.parseDouble(weight.group(1)) == rule.rule().weight()) {
      all.tenth("the weight", new Span(weight.start(1), weight.end(1)));
    }
    for (Call call : all.rule.calls()) {
      boolean isWeighing = call.word().matches("support|undermine|discount|encourage|discourage");
      if (isWeighing && call.arguments().size() >= 2) {
        Span strength = call.arguments().get(1);
        if (NUMBER.matcher(all.rule.text(strength)).matches()) {
          all.tenth("what it " + call.word() + "s by", strength);
        }
      }
    }
    return all.mutants.stream().sorted().toList();
  }

  private void tenth(String what, Span at) {
    String tenth = new BigDecimal(rule.text(at)).movePointLeft(1).toPlainString();
    add(
        Kind.CHANGE_WEIGHT,
        at,
        "turn " + what + " from " + rule.text(at) + " to " + tenth,
        replaced(at, tenth));
  }

  static List<Mutant> of(DefinedRule rule) {
    Mutants all = new Mutants(Anatomy.of(rule));
    all.add(Kind.DROP_RULE, all.rule.nameAt(), "drop the rule", null);
    if (all.rule.isConjunction()) {
      all.rule.conditions().forEach(all::condition);
    }
    all.rule.calls().forEach(all::call);
    all.consequences();
    all.givingWay();
    return all.mutants.stream().sorted().toList();
  }

  private void condition(Condition condition) {
    if (rule.conditions().size() > 1 && !isUsed(condition.binds(), condition.at())) {
      add(
          Kind.DROP_CONDITION,
          condition.at(),
          "drop the condition `" + shown(condition.at()) + "`",
          replaced(condition.at(), ""));
    }
    if (condition instanceof Condition.Pattern pattern) {
      if (pattern.polarity() != Polarity.SHOWN) {
        boolean isNot = pattern.polarity() == Polarity.NOT;
        Span word = new Span(pattern.at().start(), pattern.at().start() + (isNot ? 3 : 6));
        add(
            Kind.FLIP_COMPARISON,
            word,
            "turn `" + rule.text(word) + "` into `" + (isNot ? "exists" : "not") + "`",
            replaced(word, isNot ? "exists" : "not"));
      }
      pattern.tests().forEach(it -> test(pattern, it));
    }
  }

  private void test(Condition.Pattern pattern, Test test) {
    Comparison comparison = test.comparison();
    if (comparison != null) {
      String opposite = comparison.operator().opposite().sign();
      add(
          Kind.FLIP_COMPARISON,
          comparison.operatorAt(),
          "turn `" + shown(test.expression()) + "` to `" + opposite + "`",
          replaced(comparison.operatorAt(), opposite));
    }
    boolean isJoined = rule.text(pattern.testsAt()).contains(";");
    if (!test.isBindingOnly() && !isJoined && !isUsed(test.binds(), test.at())) {
      String rest =
          pattern.tests().stream()
              .filter(it -> !it.at().equals(test.at()))
              .map(it -> rule.text(it.at()))
              .collect(Collectors.joining(", "));
      add(
          Kind.DROP_CONDITION,
          test.at(),
          "drop the test `" + shown(test.expression()) + "`",
          replaced(pattern.testsAt(), " " + rest + " "));
    }
  }

  private void call(Call call) {
    if (call.word().equals("weight") && call.arguments().size() == 1) {
      Span number = call.arguments().get(0);
      add(
          Kind.CHANGE_STATUS,
          call.wordAt(),
          "give all of the weight instead of `" + shown(call.at()) + "`",
          replaced(number, "1"));
    }
    String contrary = CONTRARY.get(call.word());
    if (contrary != null) {
      add(
          Kind.CHANGE_STATUS,
          call.wordAt(),
          "turn `" + call.word() + "` into `" + contrary + "`",
          replaced(call.wordAt(), contrary));
    } else if (Set.of("prefer", "rank").contains(call.word()) && call.arguments().size() >= 2) {
      Span first = call.arguments().get(0);
      Span second = call.arguments().get(1);
      String swapped =
          rule.text(second)
              + rule.defined().text().substring(first.end(), second.start())
              + rule.text(first);
      add(
          Kind.CHANGE_STATUS,
          call.wordAt(),
          call.word() + " the other way round",
          replaced(new Span(first.start(), second.end()), swapped));
    }
  }

  /** Each of several consequences left out. */
  private void consequences() {
    List<Call> own = rule.calls().stream().filter(it -> !it.word().equals("weight")).toList();
    if (!rule.isPlain() || own.size() < 2) {
      return;
    }
    for (Call call : own) {
      String rest = rule.defined().text().substring(call.at().end());
      int end = call.at().end() + (rest.stripLeading().startsWith(";") ? rest.indexOf(';') + 1 : 0);
      add(
          Kind.DROP_CONSEQUENCE,
          call.at(),
          "drop the consequence `" + shown(call.at()) + "`",
          replaced(new Span(call.at().start(), end), ""));
    }
  }

  /** A rule that gives way no longer. */
  private void givingWay() {
    Matcher written = DEFAULT.matcher(rule.defined().text());
    if (!rule.defined().annotated("Default").isEmpty() && written.find()) {
      Span at = new Span(written.start(), written.end());
      add(Kind.DROP_DEFAULT, at, "drop `" + shown(at) + "`", replaced(at, ""));
    }
  }

  /** Whether a variable is used anywhere else in the rule. */
  private boolean isUsed(Set<String> variables, Span at) {
    String text = rule.defined().text();
    Set<String> elsewhere = new HashSet<>();
    Matcher word = WORD.matcher(text.substring(0, at.start()) + " " + text.substring(at.end()));
    while (word.find()) {
      elsewhere.add(word.group());
    }
    return variables.stream().anyMatch(elsewhere::contains);
  }

  private String replaced(Span at, String by) {
    String text = rule.defined().text();
    return text.substring(0, at.start()) + by + text.substring(at.end());
  }

  private String shown(Span at) {
    return rule.text(at).replaceAll("\\s+", " ").strip();
  }

  private void add(Kind kind, Span at, String change, @Nullable String text) {
    mutants.add(
        new Mutant(
            rule.id(),
            kind,
            change,
            rule.defined().file(),
            rule.line(at.start()),
            rule.column(at.start()),
            new Variant(rule.id(), text)));
  }
}
