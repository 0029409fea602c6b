package org.equipoise.constitution;

import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.equipoise.constitution.Attribute.Subject;
import org.equipoise.constitution.DrlFile.ParsedRule;
import org.equipoise.constitution.reading.Accessor;
import org.equipoise.constitution.reading.LiteralTest;
import org.equipoise.constitution.reading.RuleReads;
import org.equipoise.constitution.reading.Span;
import org.equipoise.constitution.reading.ValueRead;
import org.equipoise.facts.Values;
import org.equipoise.facts.Values.Kind;
import org.equipoise.problem.internal.Suggestion;
import org.jspecify.annotations.Nullable;

/** Whether rules, queries and functions read attributes as they are declared. */
final class DeclaredReads {
  private static final Pattern NUMBER = Pattern.compile("-?\\d+(?:\\.\\d+)?");
  private static final Set<String> OF_TEXTS = Set.of("matches", "soundslike", "str");
  private static final Set<String> OF_CONTENTS = Set.of("contains", "excludes");

  private final Declarations declarations;
  private final Problems problems;

  private DeclaredReads(Declarations declarations, Problems problems) {
    this.declarations = declarations;
    this.problems = problems;
  }

  /** Where a text stands that reads attributes. */
  private record Text(SourceFile file, int start, @Nullable String name) {
    int at(Span span) {
      return start + span.start();
    }
  }

  /** Reports every read that does not fit, but of rules in which something else is wrong. */
  static void check(List<DrlFile> files, Declarations declarations, Problems problems) {
    DeclaredReads declared = new DeclaredReads(declarations, problems);
    for (DrlFile file : files) {
      file.rules().stream()
          .filter(it -> !problems.hasErrorIn(it.text().name()))
          .forEach(declared::check);
      file.queries().forEach(declared::check);
      for (DrlFile.Statement function : file.functions()) {
        Text text = new Text(file.source(), function.start(), null);
        String written = file.source().text().substring(function.start(), function.end());
        RuleReads.of(written).attributes().forEach(it -> declared.check(it, text));
      }
    }
  }

  private void check(ParsedRule rule) {
    Text text = new Text(rule.file(), rule.text().start(), rule.text().name());
    rule.reads().attributes().forEach(it -> check(it, text));
    AttributePairs.check(rule, declarations, problems);
  }

  private void check(ValueRead read, Text text) {
    Subject of = AttributeUses.subject(read);
    Attribute declared = declarations.covering(read.name());
    if (declared == null) {
      declared = outer(read.name(), of);
    }
    if (declared == null || (of != null && declared.of() != of)) {
      undeclared(read, of, declared, text);
    } else if (declared.name().equals(read.name())) {
      compare(read, declared, text);
    }
  }

  /** What a name is that stands for all declared attributes inside it: an object. */
  private @Nullable Attribute outer(String name, @Nullable Subject of) {
    Attribute inside = declarations.inside(name);
    return inside == null || (of != null && inside.of() != of) ? null : inside;
  }

  private void undeclared(
      ValueRead read, @Nullable Subject of, @Nullable Attribute other, Text text) {
    String name = read.name();
    problems.error(
        "undeclared-attribute",
        text.file(),
        text.at(read.nameAt()),
        text.name(),
        "`attributes.json` does not declare `"
            + SourceFile.shorten(name)
            + "`"
            + (of == null ? "" : " of " + of.plural()),
        hint(name, of, other));
  }

  private @Nullable String hint(String name, @Nullable Subject of, @Nullable Attribute other) {
    if (other != null && other.of() != null) {
      return "it is declared of "
          + other.of().plural()
          + ": read it as `"
          + other.of().factType()
          + "( attr(\""
          + name
          + "\") … )`";
    }
    SortedMap<String, Attribute> known = new TreeMap<>(declarations.byName());
    known.values().removeIf(it -> of != null && it.of() != of);
    String near = Suggestion.didYouMean(name, known.keySet());
    if (near != null) {
      return near;
    }
    String last = name.substring(name.lastIndexOf('.') + 1);
    return known.keySet().stream()
        .filter(it -> it.substring(it.lastIndexOf('.') + 1).equals(last))
        .findFirst()
        .map(it -> "did you mean `" + it + "`?")
        .orElse("declare it, or spell it as it is declared");
  }

  private void compare(ValueRead read, Attribute declared, Text text) {
    Attribute.Type type = declared.type();
    if (type == null) {
      return;
    }
    Kind wanted = read.wanted();
    if (wanted != null && wanted != type.kind()) {
      problems.error(
          "wrong-attribute-type",
          text.file(),
          text.at(read.at()),
          text.name(),
          declared + " is declared as " + type.inWords() + ", and is read as " + wanted.inWords(),
          "read it by `" + Accessor.of(type.kind()).word() + "(\"" + read.name() + "\")`");
      return;
    }
    if (read.tests().isEmpty()) {
      ValueRead.Operator operator = read.operator();
      if (operator != null && !isFor(operator.sign(), type)) {
        wrongType(declared, type, "`" + operator.sign() + "`", text, operator.at(), null);
      }
      return;
    }
    for (LiteralTest test : read.tests()) {
      Object value = test.value();
      boolean isMember = test.isMirrored() && OF_CONTENTS.contains(test.sign());
      if (isMember ? type != Attribute.Type.LIST : !isFor(test.sign(), type)) {
        String sign = isMember ? "memberOf" : test.sign();
        wrongType(declared, type, "`" + sign + "`", text, test.signAt(), null);
      } else if (value != null && !isOfType(test, type, Kind.of(value))) {
        wrongType(
            declared,
            type,
            Kind.of(value).inWords(),
            text,
            test.literalAt(),
            quotes(test, Kind.of(value), type));
      } else if (value != null) {
        range(test, value, declared, text);
      }
    }
  }

  private static boolean isFor(String sign, Attribute.Type type) {
    return switch (sign) {
      case "<", "<=", ">", ">=" -> type == Attribute.Type.NUMBER || type == Attribute.Type.TEXT;
      case "contains", "excludes" -> type == Attribute.Type.LIST || type == Attribute.Type.TEXT;
      default ->
          type == Attribute.Type.TEXT || !(OF_TEXTS.contains(sign) || sign.startsWith("str["));
    };
  }

  private static boolean isOfType(LiteralTest test, Attribute.Type type, Kind kind) {
    if (OF_CONTENTS.contains(test.sign()) && type == Attribute.Type.LIST) {
      return true;
    }
    return test.sign().equals("memberOf") || kind == type.kind();
  }

  private void wrongType(
      Attribute declared,
      Attribute.Type type,
      String what,
      Text text,
      Span at,
      @Nullable String hint) {
    problems.error(
        "wrong-attribute-type",
        text.file(),
        text.at(at),
        text.name(),
        declared + " is declared as " + type.inWords() + ", and is compared with " + what,
        hint);
  }

  private static @Nullable String quotes(LiteralTest test, Kind found, Attribute.Type wanted) {
    if (test.value() instanceof String text) {
      boolean isMeant =
          wanted == Attribute.Type.NUMBER
              ? NUMBER.matcher(text).matches()
              : wanted == Attribute.Type.BOOLEAN && (text.equals("true") || text.equals("false"));
      return isMeant ? "drop the quotes: `" + text + "`" : null;
    }
    boolean isQuotable =
        wanted == Attribute.Type.TEXT && (found == Kind.NUMBER || found == Kind.TRUTH);
    return isQuotable ? "put it in quotes: `\"" + test.literal() + "\"`" : null;
  }

  /** A value that the attribute never has, or a bound on the same side of all its values. */
  private void range(LiteralTest test, Object value, Attribute declared, Text text) {
    boolean isAlike =
        isOfSome(test.sign())
            && (value instanceof String word
                ? isAlike(test.sign(), word, declared)
                : isBeyond(test.sign(), value, declared));
    if (!isAlike && !isNever(test, value, declared)) {
      return;
    }
    problems.error(
        "wrong-attribute-value",
        text.file(),
        text.at(test.literalAt()),
        text.name(),
        isAlike
            ? "`"
                + test.sign()
                + " "
                + test.literal()
                + "` is the same for every value of "
                + declared
                + ", which is "
                + values(declared)
            : declared
                + " is never `"
                + SourceFile.shorten(test.literal())
                + "`, but "
                + values(declared),
        value instanceof String word
            ? Suggestion.didYouMean(word, declared.values().stream().map(String::valueOf).toList())
            : null);
  }

  /** Whether an operator holds of some values and not of others, whatever single value is given. */
  private static boolean isOfSome(String sign) {
    return switch (sign) {
      case "<", "<=", ">", ">=", "matches" -> true;
      default -> sign.startsWith("str[");
    };
  }

  /** Whether what is asked of a text holds of all values that are declared, or of none. */
  private static boolean isAlike(String sign, String asked, Attribute declared) {
    if (declared.type() != Attribute.Type.TEXT) {
      return false;
    }
    Predicate<String> test = test(sign, asked);
    return test != null
        && declared.values().stream().map(it -> test.test(it.toString())).distinct().count() == 1;
  }

  private static @Nullable Predicate<String> test(String sign, String asked) {
    return switch (sign) {
      case "<" -> it -> it.compareTo(asked) < 0;
      case "<=" -> it -> it.compareTo(asked) <= 0;
      case ">" -> it -> it.compareTo(asked) > 0;
      case ">=" -> it -> it.compareTo(asked) >= 0;
      case "str[startsWith]" -> it -> it.startsWith(asked);
      case "str[endsWith]" -> it -> it.endsWith(asked);
      case "matches" -> {
        try {
          yield Pattern.compile(asked).asMatchPredicate();
        } catch (PatternSyntaxException e) {
          yield null; // told elsewhere
        }
      }
      default -> null;
    };
  }

  private static boolean isNever(LiteralTest test, Object value, Attribute declared) {
    boolean isOfValues =
        Set.of("==", "!=", "in").contains(test.sign())
            || (declared.type() == Attribute.Type.LIST && OF_CONTENTS.contains(test.sign()));
    return isOfValues && declared.isOutside(value);
  }

  private static boolean isBeyond(String sign, Object value, Attribute declared) {
    if (!(value instanceof Number bound)) {
      return false;
    }
    BigDecimal min = least(declared);
    BigDecimal max = greatest(declared);
    int toMin = min == null ? 1 : Values.compare(bound, min);
    int toMax = max == null ? -1 : Values.compare(bound, max);
    return toMin < 0
        || toMax > 0
        || (sign.equals("<") && toMin == 0)
        || (sign.equals(">") && toMax == 0);
  }

  private static @Nullable BigDecimal least(Attribute declared) {
    return numbers(declared).min(Comparator.naturalOrder()).orElse(declared.min());
  }

  private static @Nullable BigDecimal greatest(Attribute declared) {
    return numbers(declared).max(Comparator.naturalOrder()).orElse(declared.max());
  }

  private static Stream<BigDecimal> numbers(Attribute declared) {
    return declared.values().stream()
        .filter(BigDecimal.class::isInstance)
        .map(BigDecimal.class::cast);
  }

  private static String values(Attribute declared) {
    if (!declared.values().isEmpty()) {
      return declared.values().stream()
          .map(it -> "`" + (it instanceof BigDecimal number ? plain(number) : it) + "`")
          .collect(Collectors.joining(", ", "one of ", ""));
    }
    String least = declared.min() == null ? "" : " at least " + plain(declared.min());
    String most = declared.max() == null ? "" : " at most " + plain(declared.max());
    return (least + (least.isEmpty() || most.isEmpty() ? "" : " and") + most).strip();
  }

  private static String plain(BigDecimal number) {
    return number.toPlainString();
  }
}
