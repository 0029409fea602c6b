package org.equipoise.constitution.internal.warning;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.equipoise.constitution.internal.anatomy.Anatomy;
import org.equipoise.constitution.reading.LiteralTest;
import org.equipoise.constitution.reading.Span;
import org.equipoise.constitution.reading.Subject;
import org.equipoise.constitution.reading.ValueRead;
import org.equipoise.facts.Values;
import org.equipoise.facts.Values.Kind;
import org.jspecify.annotations.Nullable;

/**
 * Comparisons of an attribute with a value of another kind than the attribute has, in the cases at
 * hand or as other conditions take it. An equality of two kinds never holds; an order fails.
 */
final class ValueKinds {
  /** A date that is not ordered by its letters, as one in ISO 8601 is. */
  private static final Pattern UNORDERED_DATE =
      Pattern.compile("\\d{1,2}[-./ ](?:\\d{1,2}|\\p{L}{3,})[-./ ]\\d{2,4}(?:\\D.*)?");

  private static final Pattern NUMBER = Pattern.compile("-?\\d+(?:\\.\\d+)?");

  private ValueKinds() {}

  /**
   * A comparison with a literal.
   *
   * @param type whose attribute it is, or empty if that is not known
   */
  private record Use(
      Anatomy rule,
      ValueRead read,
      String type,
      String attribute,
      String sign,
      Object value,
      Span at,
      Span all) {
    Kind kind() {
      return Kind.of(value);
    }

    boolean isOrder() {
      return !sign.equals("==") && !sign.equals("!=");
    }
  }

  static void warn(List<Anatomy> rules, @Nullable KnownAttributes seen, Warnings warnings) {
    List<Use> uses = new ArrayList<>();
    rules.forEach(rule -> rule.defined().reads().attributes().forEach(it -> add(rule, it, uses)));
    for (Use use : uses) {
      if (!ofTexts(use, warnings) && !(seen != null && ofCases(use, seen, warnings))) {
        ofRules(use, uses, warnings);
      }
    }
  }

  private static void add(Anatomy rule, ValueRead read, List<Use> uses) {
    Subject of = read.subject();
    for (LiteralTest test : read.tests()) {
      Object value = test.value();
      if (test.isRelation() && value != null) {
        uses.add(
            new Use(
                rule,
                read,
                of == null ? "" : of.type(),
                read.name(),
                test.sign(),
                value,
                test.literalAt(),
                test.at()));
      }
    }
  }

  /** Texts that look like something which has another order than its letters have. */
  private static boolean ofTexts(Use use, Warnings warnings) {
    if (!use.isOrder() || !(use.value() instanceof String text)) {
      return false;
    }
    boolean isDate = UNORDERED_DATE.matcher(text).matches();
    if (!isDate && !NUMBER.matcher(text).matches()) {
      return false;
    }
    warnings.add(
        "wrong-kind",
        use.rule(),
        use.at(),
        "`"
            + Text.shown(use.rule(), use.all())
            + "` compares letter by letter, which is not the order of "
            + (isDate ? "dates written like this" : "numbers"),
        isDate
            ? "write dates as `2024-03-01`, here and in the cases"
            : "drop the quotes: `" + text + "`");
    return true;
  }

  private static boolean ofCases(Use use, KnownAttributes seen, Warnings warnings) {
    Map<Kind, Object> kinds = new EnumMap<>(Kind.class);
    for (String type :
        use.type().isEmpty()
            ? List.of("Case", "Output", "Judgment", "Message")
            : List.of(use.type())) {
      seen.kinds(type, use.attribute()).forEach(kinds::putIfAbsent);
    }
    if (kinds.isEmpty() || (kinds.containsKey(use.kind()) && !use.isOrder())) {
      return !kinds.isEmpty();
    }
    Map.Entry<Kind, Object> other =
        kinds.entrySet().stream().filter(it -> it.getKey() != use.kind()).findFirst().orElse(null);
    if (other == null) {
      return true;
    }
    warnings.add(
        "wrong-kind",
        use.rule(),
        use.at(),
        "`"
            + Text.shown(use.rule(), use.all())
            + "` asks for "
            + use.kind().inWords()
            + ", and `"
            + use.attribute()
            + "` is "
            + Values.shown(other.getValue())
            + " in cases at hand: "
            + outcome(use),
        hint(use, other.getKey()));
    return true;
  }

  private static String outcome(Use use) {
    return use.isOrder()
        ? use.read().wanted() != null ? "such a case does not meet it" : "such a case is an error"
        : use.sign().equals("==") ? "they are never equal" : "they always differ";
  }

  /** What all other rules take the attribute for, where that is one kind, and another. */
  private static void ofRules(Use use, List<Use> uses, Warnings warnings) {
    Map<Kind, Use> others = new TreeMap<>();
    for (Use other : uses) {
      boolean isElsewhere = !other.rule().id().equals(use.rule().id());
      if (isElsewhere
          && other.attribute().equals(use.attribute())
          && other.type().equals(use.type())) {
        others.putIfAbsent(other.kind(), other);
      }
    }
    if (others.size() != 1 || others.containsKey(use.kind())) {
      return;
    }
    Use other = others.values().iterator().next();
    warnings.add(
        "wrong-kind",
        use.rule(),
        use.at(),
        "`"
            + use.attribute()
            + "` is compared with "
            + use.kind().inWords()
            + " here, and with "
            + other.kind().inWords()
            + " in rule `"
            + other.rule().id()
            + "`: no value is both",
        hint(use, other.kind()));
  }

  private static @Nullable String hint(Use use, Kind wanted) {
    if (use.value() instanceof String text) {
      boolean isMeant =
          wanted == Kind.NUMBER
              ? NUMBER.matcher(text).matches()
              : wanted == Kind.TRUTH && (text.equals("true") || text.equals("false"));
      return isMeant ? "drop the quotes: `" + text + "`" : null;
    }
    boolean isQuotable =
        !use.isOrder()
            && wanted == Kind.TEXT
            && (use.value() instanceof BigDecimal || use.value() instanceof Boolean);
    return isQuotable ? "put it in quotes: `\"" + use.rule().text(use.at()) + "\"`" : null;
  }
}
