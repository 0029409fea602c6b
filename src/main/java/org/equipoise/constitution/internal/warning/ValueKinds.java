package org.equipoise.constitution.internal.warning;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
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
      Pattern.compile(
          "\\d{1,2}[-./ ](?:\\d{1,2}|\\p{L}{3,})[-./ ]\\d{2,4}(?:\\D.*)?"
              + "|\\d{4}(?!-\\d\\d-\\d\\d(?!\\d))[-./ ](?:\\d{1,2}|\\p{L}{3,})[-./ ]\\d{1,2}(?:\\D.*)?");

  private static final Pattern NUMBER = Pattern.compile("-?\\d+(?:\\.\\d+)?");

  private ValueKinds() {}

  /**
   * A comparison with a literal.
   *
   * @param value that of the literal, which is not null
   */
  private record Use(Anatomy rule, ValueRead read, LiteralTest test, Object value) {
    String attribute() {
      return read.name();
    }

    String sign() {
      return test.sign();
    }

    Span at() {
      return test.literalAt();
    }

    Span all() {
      return test.at();
    }

    Kind kind() {
      return Kind.of(value);
    }

    boolean isOrder() {
      return !sign().equals("==") && !sign().equals("!=");
    }
  }

  /** An attribute; of what is null if that is not known. */
  private record Key(@Nullable Subject of, String attribute) {
    static Key of(Use use) {
      return new Key(use.read().subject(), use.attribute());
    }
  }

  /** By attribute and kind, the first uses of two rules: one of them is another rule's. */
  private static final class Uses {
    private final Map<Key, Map<Kind, List<Use>>> firsts = new HashMap<>();

    void add(Use use) {
      List<Use> some =
          firsts
              .computeIfAbsent(Key.of(use), it -> new TreeMap<>())
              .computeIfAbsent(use.kind(), it -> new ArrayList<>(2));
      if (some.isEmpty() || (some.size() == 1 && !isOfOneRule(some.get(0), use))) {
        some.add(use);
      }
    }

    /** What other rules compare the attribute with, the first of each kind. */
    List<Use> elsewhere(Use use) {
      return firsts.getOrDefault(Key.of(use), Map.of()).values().stream()
          .flatMap(some -> some.stream().filter(it -> !isOfOneRule(it, use)).limit(1))
          .toList();
    }

    private static boolean isOfOneRule(Use one, Use another) {
      return one.rule().id().equals(another.rule().id());
    }
  }

  static void warn(List<Anatomy> rules, @Nullable KnownAttributes seen, Warnings warnings) {
    List<Use> uses = new ArrayList<>();
    rules.forEach(rule -> rule.defined().reads().attributes().forEach(it -> add(rule, it, uses)));
    Uses byAttribute = new Uses();
    uses.forEach(byAttribute::add);
    for (Use use : uses) {
      if (!ofTexts(use, warnings) && !(seen != null && ofCases(use, seen, warnings))) {
        ofRules(use, byAttribute, warnings);
      }
    }
  }

  private static void add(Anatomy rule, ValueRead read, List<Use> uses) {
    for (LiteralTest test : read.tests()) {
      Object value = test.value();
      if (test.isRelation() && value != null) {
        uses.add(new Use(rule, read, test, value));
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
    for (Subject of : KnownAttributes.subjects(use.read())) {
      seen.kinds(of, use.attribute()).forEach(kinds::putIfAbsent);
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
  private static void ofRules(Use use, Uses uses, Warnings warnings) {
    List<Use> others = uses.elsewhere(use);
    if (others.size() != 1 || others.get(0).kind() == use.kind()) {
      return;
    }
    Use other = others.get(0);
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
