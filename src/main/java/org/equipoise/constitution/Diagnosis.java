package org.equipoise.constitution;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.equipoise.problem.internal.Suggestion;
import org.jspecify.annotations.Nullable;

/**
 * What the compiler found wrong with a rule, in the words of the rule's author.
 *
 * @param word what the author wrote that is at fault, or empty
 * @param argument the index of the argument of {@code word} that is at fault, or -1
 */
record Diagnosis(String code, String word, int argument, String message, @Nullable String hint) {

  private static final int MAX_LISTED = 20;

  private record Reading(Pattern said, BiFunction<Matcher, FactTypes, Diagnosis> meaning) {}

  private static final List<String> ACCUMULATED =
      List.of("average", "collectList", "collectSet", "count", "max", "min", "sum");

  private static final List<Reading> READINGS =
      List.of(
          reading(
              "The method (\\w+)\\((.*)\\) in the type \\w+ is not applicable for the arguments \\((.*)\\)",
              Diagnosis::arguments),
          reading(
              "The method (\\w+)\\(.*\\) is undefined for the type (\\w+)",
              (it, types) -> member(it.group(2), it.group(1), types)),
          reading(
              "Method (\\w+) on class ([\\w$.]+) with arguments \\[.*\\] is missing",
              (it, types) -> member(it.group(2), it.group(1), types)),
          reading(
              "Unknown field (\\w+) on class ([\\w$.]+)",
              (it, types) -> member(it.group(2), it.group(1), types)),
          reading(
              "The field (\\w+)\\.(\\w+) is not visible",
              (it, types) ->
                  of(
                      "unknown-member",
                      it.group(2),
                      "in a consequence, "
                          + Conditions.a(it.group(1))
                          + " has no field `"
                          + it.group(2)
                          + "`",
                      "write `" + getter(it.group(2)) + "()`")),
          reading(
              "(\\w+) cannot be resolved or is not a field",
              (it, types) ->
                  of(
                      "unknown-member",
                      it.group(1),
                      "there is no field `" + it.group(1) + "`",
                      "in a consequence, an attribute is read with `attr(\""
                          + it.group(1)
                          + "\")`, a field with `"
                          + getter(it.group(1))
                          + "()`")),
          reading(
              "The constructor (\\w+)\\((.*)\\) is undefined",
              (it, types) ->
                  of(
                      "wrong-arguments",
                      it.group(1),
                      "`new " + it.group(1) + "` does not take " + listed(it.group(2)),
                      types.construction(it.group(1)))),
          reading(
              "Type mismatch: cannot convert from (.+) to (.+)",
              (it, types) ->
                  of(
                      "wrong-type",
                      "",
                      Conditions.a(it.group(1))
                          + " stands where "
                          + Conditions.a(it.group(2))
                          + " is needed",
                      null)),
          reading(
              "([\\w$]+) cannot be resolved to a variable",
              (it, types) ->
                  of(
                      "unknown-variable",
                      it.group(1),
                      "the variable `" + it.group(1) + "` is bound nowhere",
                      "bind it first, or declare it with its type")),
          reading(
              "([\\w$.]+) cannot be resolved(?: to a type)?",
              (it, types) -> unknownType(it.group(1), types)),
          reading(
              "The operator (\\S+) is undefined for the argument type\\(s\\) (.+), (.+)",
              (it, types) ->
                  of(
                      "incomparable",
                      it.group(1),
                      "`"
                          + it.group(1)
                          + "` does not go with "
                          + Conditions.a(it.group(2))
                          + " and "
                          + Conditions.a(it.group(3)),
                      null)),
          reading(
              "Incompatible operand types (.+) and (.+)",
              (it, types) ->
                  of(
                      "incomparable",
                      "",
                      Conditions.a(it.group(1)) + " is never " + Conditions.a(it.group(2)),
                      "compare values of one type")),
          reading(
              "(?:Equality|Comparison) operation requires compatible types\\. Found (?:class )?(.+)"
                  + " and (?:class )?(.+)",
              (it, types) ->
                  of(
                      "incomparable",
                      "",
                      Conditions.a(simple(it.group(1)))
                          + " is compared with "
                          + Conditions.a(simple(it.group(2))),
                      "compare values of one type")),
          reading(
              ".*Legacy accumulate can be used only with drools-mvel.*",
              (it, types) ->
                  of(
                      "not-allowed",
                      "accumulate",
                      "`init`, `action` and `result` of this form have no place in a constitution",
                      "name a function: `accumulate( Output( $n : attr(\"n\") ); $s : sum( $n )"
                          + " )`; there are "
                          + String.join(", ", ACCUMULATED))),
          reading(
              "Unknown accumulate function: '(\\w+)'.*",
              (it, types) ->
                  of(
                      "unknown-function",
                      it.group(1),
                      "there is no function `" + it.group(1) + "` to accumulate with",
                      Conditions.orElse(
                          Suggestion.didYouMean(it.group(1), ACCUMULATED),
                          "there are " + String.join(", ", ACCUMULATED)))),
          reading(
              "ClassNotFoundException: Unable to find class '([\\w$.]+)'",
              (it, types) -> unknownType(it.group(1), types)),
          reading(
              "Wrong redeclaration of type (\\w+)",
              (it, types) ->
                  of(
                      "duplicate-type",
                      it.group(1),
                      "the type `" + it.group(1) + "` is also imported",
                      "give it another name, or drop the import")),
          reading(
              "[Qq]uery's must use positional or bindings, not field constraints: (.*)",
              (it, types) ->
                  of(
                      "wrong-arguments",
                      it.group(1),
                      "what a query is given ends with `;`",
                      "write `" + it.group(1) + ";`")),
          reading(
              "Unknown consequence name: (\\w+)",
              (it, types) ->
                  of(
                      "unknown-consequence",
                      it.group(1),
                      "the rule has no `then[" + it.group(1) + "]`",
                      "write it before `end`")),
          reading(
              "Void methods cannot return a value",
              (it, types) ->
                  of("wrong-type", "return", "a consequence returns nothing", "write `return;`")),
          reading(
              "Unable to Analyse Expression (?:_this\\.)?(.*?):?",
              (it, types) ->
                  of(
                      "wrong-condition",
                      it.group(1),
                      "`" + SourceFile.shorten(it.group(1)) + "` cannot be understood",
                      "check its names and their types")),
          reading(
              "Pattern of type: '.*?(\\w+)\\]?' on rule '.*' is not compatible with type (?:[\\w.]*\\.)?(\\w+) returned by .*",
              (it, types) ->
                  of(
                      "wrong-type",
                      it.group(1),
                      Conditions.a(it.group(2)) + " is matched as " + Conditions.a(it.group(1)),
                      "match it as `" + it.group(2) + "`")),
          reading(
              "Duplicate local variable (\\w+)",
              (it, types) ->
                  of(
                      "duplicate-variable",
                      it.group(1),
                      "the variable `" + it.group(1) + "` is there already",
                      "choose another name")),
          reading(
              "For input string: \"(-?[\\d.]+)[a-zA-Z]\"",
              (it, types) -> ofSuffix("drop the letter: `" + it.group(1) + "`")),
          reading(
              "[Cc]haracter [a-zA-Z] is neither a decimal digit.*",
              (it, types) -> ofSuffix("drop the letter")),
          reading(
              "For input string: \"(.*)\"",
              (it, types) ->
                  of(
                      "incomparable",
                      "\"" + it.group(1) + "\"",
                      "`\"" + it.group(1) + "\"` is compared with a number",
                      "compare values of one type")));

  private static String simple(String type) {
    return type.substring(type.lastIndexOf('.') + 1);
  }

  private static Diagnosis ofSuffix(String hint) {
    return of(
        "incomparable",
        "",
        "a field is compared with a number that is written for another Java class",
        hint);
  }

  /** Whether it says in particular what is wrong. */
  boolean isPlain() {
    return !code.equals("does-not-compile") && !code.equals("wrong-condition");
  }

  /** What a message of the compiler means. */
  static Diagnosis of(String said, FactTypes types) {
    String first = said.strip().split("\n", 2)[0].strip();
    String plain =
        first.replaceAll(
            "\\b(?:org\\.equipoise\\.(?:\\w+\\.)+|java\\.(?:lang|util)\\.)(?=[A-Z])", "");
    for (Reading reading : READINGS) {
      Matcher matcher = reading.said().matcher(plain);
      if (matcher.matches()) {
        return reading.meaning().apply(matcher, types);
      }
    }
    boolean isReadable = !plain.isEmpty() && !HOSTS.matcher(plain).find();
    return of(
        "does-not-compile",
        "",
        isReadable
            ? Character.toLowerCase(plain.charAt(0))
                + plain.substring(1).replaceAll("[.:\\s]+$", "")
            : "this does not compile",
        "take it apart: a part alone may show what is wrong");
  }

  /** What no author wrote: names of the host's own classes and of generated ones. */
  private static final Pattern HOSTS =
      Pattern.compile(
          "(?i)\\b(?:org|com|java)\\.|exception|\\bclass\\b|\\bnull\\b|drools|kie|mvel|lambda|\\[ERR|parse"
              + "|generated|\\bjava\\b|[0-9A-F]{32}|descr\\b|\\boptional\\b");

  /** The class that the engine makes of a consequence, which {@code this} is there. */
  private static final Pattern GENERATED = Pattern.compile("Lambda\\w+?[0-9A-F]{32}");

  private static Diagnosis of(String code, String word, String message, @Nullable String hint) {
    return new Diagnosis(code, word, -1, message, hint);
  }

  private static Reading reading(String said, BiFunction<Matcher, FactTypes, Diagnosis> meaning) {
    return new Reading(Pattern.compile(said), meaning);
  }

  private static Diagnosis unknownType(String name, FactTypes types) {
    return of("unknown-type", name, "there is no type `" + name + "`", types.instead(name));
  }

  private static Diagnosis arguments(Matcher said, FactTypes types) {
    if (said.group(1).equals("alphaIndexedBy")) { // the engine's own word
      return of(
          "incomparable",
          "",
          "a field is compared with a value that is written for another Java class",
          "write a number without a letter behind it, and a text in double quotes");
    }
    String word = said.group(1).replaceFirst("^derive", "insert");
    List<String> wanted = List.of(said.group(2).split(", "));
    List<String> given = List.of(said.group(3).split(", "));
    int wrong = -1;
    for (int i = 0; wanted.size() == given.size() && wrong < 0 && i < given.size(); i++) {
      wrong = fits(wanted.get(i), given.get(i), types) ? -1 : i;
    }
    String usage = Consequences.usage(word);
    return new Diagnosis(
        "wrong-arguments",
        said.group(1),
        wrong,
        wrong < 0
            ? "`" + word + "` does not take " + listed(said.group(3))
            : (GENERATED.matcher(given.get(wrong)).matches()
                    ? "`this`"
                    : Conditions.a(given.get(wrong)))
                + " stands where `"
                + word
                + "` needs "
                + Conditions.a(wanted.get(wrong)),
        usage != null ? "write `" + usage + "`" : "it takes " + listed(said.group(2)));
  }

  private static boolean fits(String wanted, String given, FactTypes types) {
    return types.covers(wanted, given)
        || (FactTypes.PRIMITIVE.contains(wanted) && FactTypes.PRIMITIVE.contains(given))
        || (wanted.equals("Rule") && (given.equals("Principle") || given.equals("Theory")));
  }

  private static Diagnosis member(String type, String member, FactTypes types) {
    String simple = type.substring(type.lastIndexOf('.') + 1);
    Set<String> known = new TreeSet<>();
    Class<?> knownType = types.type(type);
    if (knownType != null) {
      Stream.of(knownType.getMethods()).map(Method::getName).forEach(known::add);
      Stream.of(Object.class.getMethods()).map(Method::getName).forEach(known::remove);
      Stream.of(knownType.getFields()).map(Field::getName).forEach(known::add);
    }
    if (known.contains(member)) {
      return of(
          "wrong-arguments",
          member,
          "`" + member + "` does not go with these arguments",
          member.equals("attr") ? "write `attr(\"name\")`" : null);
    }
    return of(
        "unknown-member",
        member,
        Conditions.a(simple) + " has no `" + member + "`",
        Conditions.orElse(
            known.contains(getter(member))
                ? "write `" + getter(member) + "()`"
                : Suggestion.didYouMean(member, known),
            known.isEmpty()
                ? ofNoMembers(simple, member, types)
                : known.size() > MAX_LISTED
                    ? "see what it offers"
                    : "it has " + String.join(", ", known)));
  }

  /** What to write instead of a member of a value, or of a type that the author declares. */
  private static String ofNoMembers(String type, String member, FactTypes types) {
    return types.isDeclared(type)
        ? "write the field `" + member + "` into `declare " + type + "`"
        : "what an attribute holds is compared as it is, such as `attr(\"name\") == \"a\"`";
  }

  private static String getter(String property) {
    return "get" + Character.toUpperCase(property.charAt(0)) + property.substring(1);
  }

  private static String listed(String types) {
    return types.isEmpty() ? "no arguments" : "`" + types + "`";
  }
}
