package org.equipoise.constitution;

import com.github.javaparser.JavaParser;
import com.github.javaparser.ParseResult;
import com.github.javaparser.ParserConfiguration;
import com.github.javaparser.Position;
import com.github.javaparser.Problem;
import com.github.javaparser.ast.body.MethodDeclaration;
import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.MethodCallExpr;
import com.github.javaparser.ast.expr.NameExpr;
import com.github.javaparser.ast.expr.ObjectCreationExpr;
import com.github.javaparser.ast.expr.StringLiteralExpr;
import com.github.javaparser.ast.nodeTypes.NodeWithTraversableScope;
import com.github.javaparser.ast.stmt.BlockStmt;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.equipoise.language.Principle;
import org.equipoise.language.Rule;
import org.equipoise.language.Theory;
import org.equipoise.language.Word;
import org.equipoise.problem.internal.Suggestion;
import org.jspecify.annotations.Nullable;

/** The consequences of one rule: do they speak the vocabulary, and what do they derive? */
final class Consequences {
  private static final Set<String> CHANGING =
      Set.of("update", "modify", "delete", "retract", "insertAsync", "bolster");

  /** What consequences could reach the engine by. */
  private static final Set<String> ENGINE = Set.of("drools", "kcontext");

  private static final Pattern LEXICAL = Pattern.compile("line (\\d+), column (\\d+)");
  private static final Pattern BARE_WORD =
      Pattern.compile("(?<![\\w$.])([a-z]\\w*)[ \\t]+(?=[$\"\\w])");
  private static final Pattern MODIFY = Pattern.compile("\\bmodify\\s*\\(");

  private final SourceFile file;
  private final String name;
  private final @Nullable Rule speaker;
  private final Set<String> bound;
  private final FactTypes types;
  private final Map<String, Dependence> functions;
  private final Problems problems;
  private final Dependence dependence = new Dependence();
  private DeclaredNames declared = DeclaredNames.of(new BlockStmt());
  private int base;

  private Consequences(
      SourceFile file,
      String name,
      @Nullable Rule speaker,
      Set<String> bound,
      FactTypes types,
      Map<String, Dependence> functions,
      Problems problems) {
    this.file = file;
    this.name = name;
    this.speaker = speaker;
    this.bound = bound;
    this.types = types;
    this.functions = functions;
    this.problems = problems;
  }

  /**
   * What a rule derives; what is wrong with its consequences goes to the problems.
   *
   * @param speaker null for a rule of the kernel
   * @param functions what each function of the constitution derives, by name
   */
  static Dependence read(
      DrlFile.ParsedRule rule,
      @Nullable Rule speaker,
      Set<String> bound,
      FactTypes types,
      Map<String, Dependence> functions,
      Problems problems) {
    Consequences consequences =
        new Consequences(
            rule.file(), rule.text().name(), speaker, bound, types, functions, problems);
    for (RuleText.Consequence part : rule.text().consequences()) {
      consequences.read(part.start(), part.end());
    }
    return consequences.dependence;
  }

  /** What a function's body derives; {@code start} is that of its opening brace. */
  static Dependence readFunction(
      SourceFile file,
      String name,
      Set<String> parameters,
      int start,
      int end,
      FactTypes types,
      Map<String, Dependence> functions,
      Problems problems) {
    Theory anyone = new Theory(name, 1, false, null, List.of(), null);
    Consequences body =
        new Consequences(file, name, anyone, parameters, types, functions, problems);
    body.read(start + 1, end - 1);
    return body.dependence;
  }

  private void read(int start, int end) {
    base = start - 1;
    String code = "{" + file.text().substring(start, end) + "}";
    Matcher modify = MODIFY.matcher(file.code()).region(start, end);
    if (modify.find()) {
      changing("modify", modify.start());
      return;
    }
    JavaParser parser =
        new JavaParser(
            new ParserConfiguration()
                .setLanguageLevel(ParserConfiguration.LanguageLevel.JAVA_17)
                .setTabSize(1));
    ParseResult<BlockStmt> result;
    try {
      result = parser.parseBlock(code);
    } catch (RuntimeException | StackOverflowError e) {
      problems.error(
          "syntax", file, file.next(start), name, "this cannot be read", "write it more simply");
      return;
    }
    Optional<BlockStmt> block = result.getResult();
    if (!result.isSuccessful() || block.isEmpty()) {
      unreadable(result.getProblems().get(0), start, end);
      return;
    }
    block.get().findAll(MethodDeclaration.class).forEach(this::named);
    declared = DeclaredNames.of(block.get());
    block.get().findAll(MethodCallExpr.class).forEach(this::call);
    block.get().findAll(NameExpr.class).forEach(this::variable);
  }

  /** A method called as a word is: it would be called in the word's place. */
  private void named(MethodDeclaration method) {
    String word = method.getNameAsString();
    if (ReservedNames.isCalled(word)) {
      problems.error(
          "reserved-name",
          file,
          offset(method.getName().getBegin().orElseThrow()),
          name,
          "a method cannot be called `" + word + "`",
          ReservedNames.otherwise(word));
    }
  }

  /** The parser tells the last word that it could read; what is wrong comes after. */
  private void unreadable(Problem first, int start, int end) {
    String message = first.getMessage();
    Matcher lexical = LEXICAL.matcher(message);
    int last =
        first
            .getLocation()
            .flatMap(it -> it.getBegin().getRange())
            .map(it -> offset(it.end))
            .or(
                () ->
                    lexical.find() ? Optional.of(offset(position(lexical)) - 1) : Optional.empty())
            .map(it -> Math.max(start - 1, Math.min(it, end - 1)))
            .orElse(start - 1);
    Matcher bare = BARE_WORD.matcher(file.code()).region(start, end);
    if (bare.find() && usage(bare.group(1)) != null && bare.start() <= last) {
      problems.error(
          "syntax",
          file,
          bare.start(),
          name,
          "`" + bare.group(1) + "` takes its arguments in parentheses",
          "write `" + usage(bare.group(1)) + "`");
      return;
    }
    int next = Math.min(file.next(last + 1), end);
    boolean isStatement =
        last >= start && file.code().substring(last, last + 1).matches("[\\w$)\\]\"']");
    if (message.contains("\";\"") && isStatement) {
      problems.error(
          "syntax", file, last + 1, name, "the statement does not end here", "end it with `;`");
    } else {
      problems.error(
          "syntax",
          file,
          next,
          name,
          next >= end ? "something is missing here" : file.shown(next) + " is not expected here",
          null);
    }
  }

  private static Position position(Matcher lexical) {
    return new Position(Integer.parseInt(lexical.group(1)), Integer.parseInt(lexical.group(2)));
  }

  private void call(MethodCallExpr call) {
    String word = call.getNameAsString();
    int at = offset(call.getName().getBegin().orElseThrow());
    Expression scope = call.getScope().orElse(null);
    if (scope != null) {
      if (scope instanceof NameExpr owner) {
        callOf(owner, word, at);
      }
      return;
    }
    if (CHANGING.contains(word)) {
      changing(word, at);
      return;
    }
    Dependence function = functions.get(word);
    if (function != null) {
      dependence.add(function);
      function.said().forEach(it -> requireTheory(it, at));
      return;
    }
    Word known = Word.of(word).filter(this::isOpen).orElse(null);
    if (known == null) {
      unknown(word, at);
    } else if (!known.takes(call.getArguments().size()) || isNoDegree(known, call)) {
      problems.error(
          "wrong-arguments",
          file,
          at,
          name,
          "`" + word + "` does not take " + arguments(call.getArguments().size()),
          "write `" + known.usage() + "`");
    } else {
      if (known == Word.WEIGHT) {
        Expression part = call.getArgument(0);
        LiteralAmount.checkPart(part, file, offset(part.getBegin().orElseThrow()), name, problems);
      }
      dependence.says(known);
      requireTheory(known, at);
      derives(call, known, at);
    }
  }

  /** Whether a claim has a third argument, and the second is no part of a weight. */
  private static boolean isNoDegree(Word word, MethodCallExpr call) {
    return word.claims() != null
        && word != Word.PREFER
        && call.getArguments().size() == 3
        && !(call.getArgument(1) instanceof NameExpr)
        && !(call.getArgument(1) instanceof MethodCallExpr it
            && it.getNameAsString().equals(Word.WEIGHT.word()));
  }

  /** A call of a method of some variable, or of what the engine offers to consequences. */
  private void callOf(NameExpr owner, String method, int at) {
    String variable = owner.getNameAsString();
    if (bound.contains(variable)) {
      if (method.matches("set[A-Z].*")) {
        problems.error(
            "changes-fact",
            file,
            at,
            name,
            "`" + method + "` changes a fact that other rules may have matched",
            "derive a new fact with `insert( new … )`");
      }
    } else if (ENGINE.contains(variable)) {
      problems.error(
          "not-allowed",
          file,
          offset(owner.getBegin().orElseThrow()),
          name,
          "`" + variable + "` has no place in a constitution",
          "say what follows in the words of the vocabulary: " + words());
    }
  }

  private boolean isOpen(Word word) {
    return word.speaker() != Word.Speaker.KERNEL || speaker == null;
  }

  private void unknown(String word, int at) {
    String hint =
        Suggestion.didYouMean(
            word,
            Word.ofAuthors().stream()
                .map(Word::word)
                .collect(Collectors.toCollection(TreeSet::new)));
    problems.error(
        "unknown-word",
        file,
        at,
        name,
        "`" + word + "` is no word of the vocabulary",
        hint != null ? hint : "the words are " + words());
  }

  private void requireTheory(Word word, int at) {
    if (word.speaker() == Word.Speaker.THEORY && speaker instanceof Principle) {
      problems.error(
          "not-a-theory",
          file,
          at,
          name,
          "only a theory may `" + word + "`; this rule is a principle",
          "annotate it with `@Theory( weight = … )`");
    }
  }

  /** How a word of the vocabulary is written, or null if it is none. */
  static @Nullable String usage(String word) {
    return Word.of(word).map(Word::usage).orElse(null);
  }

  static String arguments(int number) {
    return number == 0 ? "no arguments" : number == 1 ? "1 argument" : number + " arguments";
  }

  private void derives(MethodCallExpr call, Word word, int at) {
    switch (word) {
      case FORBID, PERMIT, OBLIGE, PREFER ->
          dependence.derives("Claim", Objects.requireNonNull(word.claims()).word());
      case ASSERT_JUDGMENT -> dependence.derives("Claim", null);
      case WEIGHT, ESCALATE, RANK -> {}
      case ENCOURAGE -> amount(call, "strength", true, "to put it behind others, `discourage`");
      case DISCOURAGE -> amount(call, "strength", true, "to put it before others, `encourage`");
      case LIFT ->
          dependence.derives(
              "Lift",
              call.getArgument(0) instanceof StringLiteralExpr rule ? rule.asString() : null);
      case EXCLUDE -> dependence.derives("Exclusion", null);
      case ALIKE -> dependence.derives("Alike", null);
      case RAISE -> dependence.derives("Session", null);
      case CONFLICT -> dependence.derives("Incompatibility", null);
      case SPOT ->
          dependence.derives(
              "Conflict",
              call.getArgument(0) instanceof StringLiteralExpr kind ? kind.asString() : null);
      case SUPPORT -> amount(call, "strength", true, "to weaken, `undermine`");
      case UNDERMINE -> amount(call, "strength", true, "to strengthen, `support`");
      case DISCOUNT -> amount(call, "factor", false, "to rule a judgment out, `exclude` it");
      case INSERT, INSERT_LOGICAL, DERIVE -> adds(call.getArgument(0), word, at);
    }
  }

  private void adds(Expression fact, Word word, int at) {
    String type = AddedFact.type(declared, fact);
    if (type == null) {
      problems.error(
          "unknown-derived-type",
          file,
          at,
          name,
          "what type of fact `" + word + "` adds cannot be told",
          "write `" + word + "( new Type( … ) )`, or a variable declared with its type");
    } else if (speaker != null && types.isOfLanguage(type)) {
      problems.error(
          "not-allowed",
          file,
          offset(AddedFact.typePosition(fact)),
          name,
          "a rule cannot add " + Conditions.a(type) + " of its own",
          "say what follows in the words of the vocabulary: " + words());
    } else if (speaker != null && !types.isKnown(type)) {
      problems.error(
          "unknown-type",
          file,
          offset(AddedFact.typePosition(fact)),
          name,
          "there is no type `" + type + "`",
          Conditions.orElse(
              Suggestion.didYouMean(type, types.names()),
              "declare it with `declare " + type + " … end`"));
    } else {
      dependence.derives(type, null);
      if (!(fact instanceof ObjectCreationExpr)) {
        types.names().stream() // the fact may be of any type that the variable's includes
            .filter(it -> !types.isOfLanguage(it) && types.covers(type, it))
            .forEach(it -> dependence.derives(it, null));
      }
    }
  }

  private void amount(MethodCallExpr call, String what, boolean oneIncluded, String instead) {
    Expression given = call.getArgument(1);
    if (LiteralAmount.isOutside(given, oneIncluded)) {
      problems.error(
          "wrong-" + what,
          file,
          offset(given.getBegin().orElseThrow()),
          name,
          "the " + what + " `" + given + "` is not in (0, 1" + (oneIncluded ? "]" : ")"),
          instead);
    }
  }

  private void variable(NameExpr used) {
    String variable = used.getNameAsString();
    boolean isScope =
        used.getParentNode()
            .filter(it -> it instanceof NodeWithTraversableScope scoped && isScopeOf(scoped, used))
            .isPresent();
    if (bound.contains(variable) || declared.isVariable(variable)) {
      return;
    }
    int at = offset(used.getBegin().orElseThrow());
    if (Character.isUpperCase(variable.charAt(0))) {
      if (isScope && !declared.types().contains(variable) && !types.isKnown(variable)) {
        problems.error(
            "unknown-type",
            file,
            at,
            name,
            "there is no type `" + variable + "`",
            types.instead(variable));
      }
    } else if (variable.startsWith("$") || !isScope) {
      problems.error(
          "unknown-variable",
          file,
          at,
          name,
          "the variable `" + variable + "` is bound nowhere in this rule",
          Conditions.orElse(Suggestion.didYouMean(variable, bound), unbound(used, variable, at)));
    }
  }

  /** What to write in place of a variable that nothing binds. */
  @SuppressWarnings("ReferenceEquality") // the same place of the tree
  private String unbound(NameExpr used, String variable, int at) {
    boolean isOutput =
        used.getParentNode()
            .filter(
                it ->
                    it instanceof MethodCallExpr call
                        && Word.of(call.getNameAsString())
                            .filter(w -> w.claims() != null)
                            .isPresent()
                        && call.getArgument(0) == used)
            .isPresent();
    List<String> outputs = BoundVariables.at(file, at).of("Output");
    if (isOutput && !outputs.isEmpty()) {
      return "write `" + outputs.get(0) + "`";
    }
    return "bind it in the conditions with `"
        + variable
        + (isOutput ? " : Output()`" : " : Type( … )`");
  }

  private static boolean isScopeOf(NodeWithTraversableScope scoped, NameExpr used) {
    return scoped.traverseScope().filter(it -> it.getRange().equals(used.getRange())).isPresent();
  }

  private void changing(String word, int at) {
    problems.error(
        "changes-fact",
        file,
        at,
        name,
        "`" + word + "` would make the outcome depend on the order of firing",
        "rules derive and never take back; add what follows with `insert( new … )`");
  }

  private int offset(Position position) {
    return position.line == 1
        ? base + position.column - 1
        : file.offset(file.line(base + 1) + position.line - 1, position.column);
  }

  private static String words() {
    return Word.ofAuthors().stream().map(Word::word).collect(Collectors.joining(", "));
  }
}
