package org.equipoise.constitution;

import com.google.common.collect.Sets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.drools.drl.ast.descr.AccumulateDescr;
import org.drools.drl.ast.descr.BaseDescr;
import org.drools.drl.ast.descr.CollectDescr;
import org.drools.drl.ast.descr.ConditionalElementDescr;
import org.drools.drl.ast.descr.EntryPointDescr;
import org.drools.drl.ast.descr.ExistsDescr;
import org.drools.drl.ast.descr.ExprConstraintDescr;
import org.drools.drl.ast.descr.ForallDescr;
import org.drools.drl.ast.descr.NotDescr;
import org.drools.drl.ast.descr.PatternDescr;
import org.drools.drl.ast.descr.PatternSourceDescr;
import org.drools.drl.ast.descr.QueryDescr;
import org.equipoise.constitution.DrlFile.ParsedRule;
import org.equipoise.problem.internal.Suggestion;
import org.jspecify.annotations.Nullable;

/** The conditions of one rule: are they about things that exist, and what do they look at? */
final class Conditions {
  static final Pattern IDENTIFIER = Pattern.compile("(?<![\\w$.])([A-Za-z_$][\\w$]*)(\\s*\\()?");
  private static final Pattern BINDING =
      Pattern.compile("(?<![\\w$])([A-Za-z_$][\\w$]*)\\s*:=?(?!:)");
  private static final Pattern COMPARISON =
      Pattern.compile(
          "(?<![\\w$.)\\]])([A-Za-z_]\\w*)\\s*(?:==|!=|<=|>=|<|>)\\s*([\"']|-?\\d[\\w.]*|true\\b|false\\b)"
              + "(?!\\s*[-+*/%.])");

  /** A property that is compared with a list of literals. */
  private static final Pattern LISTED =
      Pattern.compile(
          "(?<![\\w$.)\\]])([A-Za-z_]\\w*)\\s+(?:not\\s+)?in\\s*\\(([^()\\n]{0,2000})\\)");

  private static final Pattern LITERAL =
      Pattern.compile("(?<![\\w$.)])(\"[^\"]*\"|'[^']*'|-?\\d[\\w.]*|true\\b|false\\b)");
  private static final Pattern REQUIRED_STATUS =
      Pattern.compile("\\s*(?:\\$?\\w+\\s*:\\s*)?status\\s*==\\s*\"(\\w+)\"\\s*(?:&&[^|?]*)?");
  private static final Set<String> LITERALS = Set.of("true", "false", "null");
  static final Set<String> WORDS =
      Set.of(
          "true",
          "false",
          "null",
          "new",
          "instanceof",
          "this",
          "in",
          "not",
          "contains",
          "memberOf",
          "matches",
          "soundslike",
          "str",
          "startsWith",
          "endsWith",
          "length",
          "excludes",
          "after",
          "before",
          "over",
          "and",
          "or",
          "from",
          "init",
          "action",
          "reverse",
          "result",
          "boolean",
          "char",
          "double",
          "float",
          "int",
          "long",
          "short");

  private final ParsedRule rule;
  private final FactTypes types;
  private final Map<String, ParsedRule> queries;
  private final Set<String> functions;
  private final Problems problems;
  private final Dependence dependence = new Dependence();
  private final Set<String> bound = new TreeSet<>();

  private Conditions(
      ParsedRule rule,
      FactTypes types,
      Map<String, ParsedRule> queries,
      Set<String> functions,
      Problems problems) {
    this.rule = rule;
    this.types = types;
    this.queries = queries;
    this.functions = functions;
    this.problems = problems;
  }

  /**
   * What the conditions look at; what is wrong with them goes to the problems.
   *
   * @param functions the names of the constitution's functions
   */
  static Conditions read(
      ParsedRule rule,
      FactTypes types,
      Map<String, ParsedRule> queries,
      Set<String> functions,
      Problems problems) {
    Conditions conditions = new Conditions(rule, types, queries, functions, problems);
    String code = rule.file().code();
    Matcher binding =
        BINDING.matcher(code).region(rule.text().headerEnd(), rule.text().conditionsEnd());
    while (binding.find()) {
      conditions.bound.add(binding.group(1));
    }
    if (rule.descr() instanceof QueryDescr query) {
      conditions.bound.addAll(List.of(query.getParameters()));
    }
    conditions.bindsOnce();
    Set<String> reached = new TreeSet<>();
    conditions.walk(rule.descr().getLhs(), false, reached);
    conditions.refuseCircle(reached);
    MiscompiledConditions.refuse(rule, conditions.bound, problems);
    ComparedComparisons.refuse(rule, problems);
    FreeTests.check(rule, conditions.bound, types, problems);
    AttributeKinds.check(rule, problems);
    OrBranches.check(rule, problems);
    return conditions;
  }

  /** The engine asks such a query of itself without end, and no limit can stop it there. */
  private void refuseCircle(Set<String> reached) {
    String name = rule.text().name();
    if (rule.descr() instanceof QueryDescr && reached.contains(name)) {
      problem(
          "query-in-a-circle",
          rule.text().nameStart(),
          "the query `" + name + "` asks itself, perhaps by way of others",
          "derive what it follows step by step: a rule with `insert( new Type( … ) )`");
    }
  }

  Dependence dependence() {
    return dependence;
  }

  /** The variables that the conditions bind. */
  Set<String> bound() {
    return bound;
  }

  /** Whatever Drools makes of a variable that two conditions bind, authors mean it to be one. */
  private void bindsOnce() {
    Set<String> seen = new TreeSet<>();
    for (Object condition : rule.descr().getLhs().getDescrs()) {
      if (condition instanceof PatternDescr pattern
          && pattern.getIdentifier() != null
          && !pattern.isUnification()
          && !seen.add(pattern.getIdentifier())) {
        String variable = pattern.getIdentifier();
        problem(
            "duplicate-variable",
            at(pattern, variable),
            "the variable `" + variable + "` is bound twice in this rule",
            "give the second another name, or compare with `this == " + variable + "`");
      }
    }
  }

  private void walk(@Nullable BaseDescr descr, boolean hidden, Set<String> queriesInside) {
    if (descr == null) {
      return;
    }
    if (descr instanceof PatternDescr pattern) {
      pattern(pattern, hidden, queriesInside);
      return;
    }
    boolean hides =
        descr instanceof NotDescr
            || descr instanceof ExistsDescr
            || descr instanceof ForallDescr
            || descr instanceof AccumulateDescr
            || descr instanceof CollectDescr;
    if (descr instanceof ForallDescr all
        && all.getDescrs().size() == 1
        && all.getDescrs().get(0) instanceof PatternDescr every) {
      // that all facts of a type match looks at those that do not
      dependence.reads(every.getObjectType(), null, true);
    }
    if (descr instanceof AccumulateDescr accumulate) {
      walk(accumulate.getInput(), true, queriesInside);
    } else if (descr instanceof CollectDescr collect) {
      walk(collect.getInputPattern(), true, queriesInside);
    } else if (descr instanceof EntryPointDescr) {
      problem(
          "not-allowed",
          at(rule.descr(), "entry-point"),
          "entry points have no place in a constitution",
          "all facts of a case stand in one place: drop `from entry-point`");
    } else if (descr instanceof ConditionalElementDescr group) {
      for (Object inner : List.copyOf(group.getDescrs())) {
        walk((BaseDescr) inner, hidden || hides, queriesInside);
      }
    }
  }

  /** A variable in the place of a field takes its value, if nothing else binds it. */
  private void positions(PatternDescr pattern) {
    for (BaseDescr argument : pattern.getDescrs()) {
      if (argument instanceof ExprConstraintDescr it
          && it.getType() == ExprConstraintDescr.Type.POSITIONAL
          && it.getExpression().matches("\\$\\w+")) {
        bound.add(it.getExpression());
      }
    }
  }

  private void pattern(PatternDescr pattern, boolean hidden, Set<String> queriesInside) {
    String type = pattern.getObjectType();
    if (type == null) {
      ObjectPaths.refuse(rule, at(pattern, "/"), problems);
      return;
    }
    positions(pattern);
    if (ObjectPaths.refuse(rule, pattern, problems)) {
      return;
    }
    PatternSourceDescr source = pattern.getSource();
    ParsedRule query = queries.get(type);
    if (query != null) {
      query(pattern, query, queriesInside);
      return;
    }
    boolean isResult = source instanceof AccumulateDescr || source instanceof CollectDescr;
    if (!types.isKnown(type)) {
      unknownType(type, at(pattern, type));
    } else {
      if (source == null) {
        reads(pattern, type, hidden);
      }
      if (!pattern.getBehaviors().isEmpty()) {
        problem(
            "not-allowed",
            at(pattern, "over"),
            "windows have no place in a constitution",
            "drop `over window`");
      }
      members(pattern, type, isResult);
    }
    if (source != null) {
      walk(source, hidden, queriesInside);
    }
  }

  private void unknownType(String type, int at) {
    problems.error(
        "unknown-type",
        rule.file(),
        at,
        rule.text().name(),
        "there is no type `" + type + "`",
        type.equals("DeonticStatus")
            ? ClosedWords.STATUS_IS_A_TEXT
            : orElse(
                Suggestion.didYouMean(type, Sets.union(types.names(), queries.keySet())),
                "declare it with `declare " + type + " … end`, or import its class"));
  }

  /** A query's own problems are its own: here only what it looks at matters. */
  private void query(PatternDescr call, ParsedRule query, Set<String> queriesInside) {
    String name = query.text().name();
    if (queriesInside.add(name)) {
      Conditions inside = new Conditions(query, types, queries, functions, new Problems());
      inside.walk(query.descr().getLhs(), true, queriesInside);
      dependence.add(inside.dependence);
    }
    for (Object argument : call.getDescrs()) { // an unbound variable takes what the query finds
      if (argument instanceof ExprConstraintDescr it && it.getExpression().matches("\\$\\w+")) {
        bound.add(it.getExpression());
      }
    }
    ClosedWords.check(rule, call, query, problems);
    int given = call.getDescrs().size();
    List<String> wanted = List.of(((QueryDescr) query.descr()).getParameters());
    if (given != wanted.size()) {
      problems.error(
          "wrong-arguments",
          rule.file(),
          at(call, name),
          rule.text().name(),
          "the query `" + name + "` does not take " + Consequences.arguments(given),
          wanted.isEmpty()
              ? "write `" + name + "()`"
              : "write `" + name + "( " + String.join(", ", wanted) + "; )`");
    }
  }

  private void reads(PatternDescr pattern, String type, boolean hidden) {
    String status = null;
    boolean isStated = type.equals("Claim") || type.equals("Judgment");
    int from = rule.offset() + pattern.getStartCharacter();
    int to = Math.min(rule.offset() + pattern.getEndCharacter(), rule.text().conditionsEnd());
    if (from < to) {
      ClosedWords.check(rule, type, from, to, pattern.getIdentifier(), problems);
    }
    if (isStated && from < to) {
      status = requiredStatus(pattern);
    }
    dependence.reads(type, type.equals("Claim") ? status : null, hidden);
  }

  /** The one status that a pattern's facts are sure to have, or null. */
  private static @Nullable String requiredStatus(PatternDescr pattern) {
    for (Object constraint : pattern.getDescrs()) {
      if (constraint instanceof ExprConstraintDescr it) {
        Matcher required = REQUIRED_STATUS.matcher(it.getExpression());
        if (required.matches()) {
          return required.group(1);
        }
      }
    }
    return null;
  }

  /**
   * Checks the names in a pattern's constraints that are neither bound nor words of the language.
   */
  private void members(PatternDescr pattern, String type, boolean isResult) {
    Set<String> members = isResult ? null : types.members(type);
    if (members == null) {
      return;
    }
    for (BaseDescr constraint : List.copyOf(pattern.getDescrs())) {
      int from = rule.offset() + constraint.getStartCharacter();
      int to = rule.offset() + constraint.getEndCharacter();
      if (constraint.getStartCharacter() < 0 || to <= from) {
        continue;
      }
      String code = rule.file().code();
      to = Math.min(to + 1, code.length()); // the parser's end is inclusive here and there
      Matcher identifier = IDENTIFIER.matcher(code).region(from, to);
      identifier.useTransparentBounds(true);
      while (identifier.find()) {
        name(type, members, identifier);
      }
      Matcher comparison = COMPARISON.matcher(code).region(from, to);
      comparison.useTransparentBounds(true);
      while (comparison.find()) {
        compares(type, comparison.group(1), comparison.start(2));
      }
      Matcher listed = LISTED.matcher(code).region(from, to);
      listed.useTransparentBounds(true);
      while (listed.find()) {
        Matcher literal = LITERAL.matcher(code).region(listed.start(2), listed.end(2));
        while (literal.find()) {
          compares(type, listed.group(1), literal.start());
        }
      }
    }
  }

  /** A number never equals a text, whatever the facts: such a condition cannot be meant. */
  private void compares(String type, String property, int at) {
    FactTypes.Kind kind = types.kind(type, property);
    Matcher written = LITERAL.matcher(rule.file().text()).region(at, rule.file().text().length());
    if (kind == null || !written.lookingAt()) {
      return;
    }
    String literal = written.group();
    boolean isText = literal.startsWith("\"") || literal.startsWith("'");
    FactTypes.Kind compared =
        isText
            ? FactTypes.Kind.TEXT
            : Character.isLetter(literal.charAt(0)) ? FactTypes.Kind.TRUTH : FactTypes.Kind.NUMBER;
    if (kind == compared) {
      return;
    }
    String hint = null;
    if (isText && kind == FactTypes.Kind.LIST) {
      hint = "write `" + property + " contains " + literal + "`";
    } else if (kind == FactTypes.Kind.TEXT) {
      hint = "put it in quotes: `\"" + literal + "\"`";
    } else if (kind == FactTypes.Kind.LIST) {
      hint = "write `" + property + ".size`";
    }
    problems.error(
        "incomparable",
        rule.file(),
        at,
        rule.text().name(),
        "`"
            + property
            + "` is "
            + kind.inWords()
            + ", and `"
            + literal
            + "` is "
            + compared.inWords(),
        orElse(hint, "compare it with " + kind.inWords()));
  }

  private void name(String type, Set<String> members, Matcher identifier) {
    String name = identifier.group(1);
    String after = rule.file().code().substring(identifier.end(1)).stripLeading();
    boolean binds = after.startsWith(":") && !after.startsWith("::");
    if (members.contains(name)
        || binds
        || bound.contains(name)
        || WORDS.contains(name)
        || ClockReads.comparesTimes(name)
        || types.isKnown(name)) {
      return;
    }
    if (Character.isUpperCase(name.charAt(0))) {
      if (after.startsWith(".")) {
        unknownType(name, identifier.start(1));
      }
      return;
    }
    if (name.startsWith("$")) {
      problems.error(
          "unknown-variable",
          rule.file(),
          identifier.start(1),
          rule.text().name(),
          "the variable `" + name + "` is bound nowhere in this rule",
          orElse(
              Suggestion.didYouMean(name, bound), "bind it with `" + name + " : Type( … )` first"));
      return;
    }
    boolean isCall = identifier.group(2) != null;
    String hint =
        functions.contains(name)
            ? "a function can be called in a consequence only; compare attributes here"
            : Suggestion.didYouMean(name, isCall ? members : Sets.union(members, LITERALS));
    if (hint == null && members.contains("status")) {
      hint = ClosedWords.inQuotes(name);
    }
    if (hint == null && !isCall && members.contains("attr")) {
      hint = "if it is an attribute, write `attr(\"" + name + "\")`";
    }
    problems.error(
        isCall ? "unknown-accessor" : "unknown-property",
        rule.file(),
        identifier.start(1),
        rule.text().name(),
        a(type) + " has no `" + name + "`",
        orElse(
            hint,
            Set.of("this").containsAll(members)
                ? "declare it: write a line `" + name + " : String` into `declare " + type + "`"
                : "it has " + String.join(", ", members)));
  }

  private int at(BaseDescr descr, String word) {
    int from = rule.offset() + Math.max(0, descr.getStartCharacter());
    Matcher found =
        Pattern.compile("(?<![\\w$.])" + Pattern.quote(word) + "(?![\\w$])")
            .matcher(rule.file().code());
    return found.find(Math.min(from, rule.file().code().length())) ? found.start() : from;
  }

  private void problem(String code, int at, String message, String hint) {
    problems.error(code, rule.file(), at, rule.text().name(), message, hint);
  }

  static String a(String type) {
    return (type.matches("[AEIOUaeio].*") ? "an `" : "a `") + type + "`";
  }

  static String orElse(@Nullable String hint, String otherwise) {
    return hint != null ? hint : otherwise;
  }

  /** Queries by name, over all files. */
  static Map<String, ParsedRule> queries(List<DrlFile> files) {
    Map<String, ParsedRule> queries = new HashMap<>();
    for (DrlFile file : files) {
      file.queries().forEach(it -> queries.put(it.text().name(), it));
    }
    return queries;
  }
}
