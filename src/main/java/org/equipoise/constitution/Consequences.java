package org.equipoise.constitution;

import com.github.javaparser.JavaParser;
import com.github.javaparser.ParseResult;
import com.github.javaparser.ParserConfiguration;
import com.github.javaparser.Position;
import com.github.javaparser.Problem;
import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.body.Parameter;
import com.github.javaparser.ast.body.TypeDeclaration;
import com.github.javaparser.ast.body.VariableDeclarator;
import com.github.javaparser.ast.expr.DoubleLiteralExpr;
import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.IntegerLiteralExpr;
import com.github.javaparser.ast.expr.MethodCallExpr;
import com.github.javaparser.ast.expr.NameExpr;
import com.github.javaparser.ast.expr.ObjectCreationExpr;
import com.github.javaparser.ast.expr.StringLiteralExpr;
import com.github.javaparser.ast.expr.TypePatternExpr;
import com.github.javaparser.ast.expr.UnaryExpr;
import com.github.javaparser.ast.nodeTypes.NodeWithTraversableScope;
import com.github.javaparser.ast.stmt.BlockStmt;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.equipoise.language.Rule;
import org.equipoise.language.Theory;
import org.equipoise.problem.Suggestion;
import org.jspecify.annotations.Nullable;

/** The consequences of one rule: do they speak the vocabulary, and what do they derive? */
final class Consequences {

  /**
   * A word of the vocabulary.
   *
   * @param usage how it is written
   * @param least the fewest arguments it takes
   * @param most the most arguments it takes
   * @param who may speak it
   */
  private record Word(String usage, int least, int most, Speaker who) {}

  private enum Speaker {
    ANY,
    THEORY,
    KERNEL
  }

  private static final Map<String, Word> WORDS = new LinkedHashMap<>();

  static {
    WORDS.put("forbid", new Word("forbid( $output, \"why\" )", 1, 2, Speaker.ANY));
    WORDS.put("permit", new Word("permit( $output, \"why\" )", 1, 2, Speaker.ANY));
    WORDS.put("oblige", new Word("oblige( $output, \"why\" )", 1, 2, Speaker.ANY));
    WORDS.put("prefer", new Word("prefer( $output, $over, \"why\" )", 2, 3, Speaker.ANY));
    WORDS.put("support", new Word("support( $rule, 0.5, \"why\" )", 3, 3, Speaker.THEORY));
    WORDS.put("undermine", new Word("undermine( $rule, 0.5, \"why\" )", 3, 3, Speaker.THEORY));
    WORDS.put("discount", new Word("discount( $judgment, 0.5, \"why\" )", 3, 3, Speaker.THEORY));
    WORDS.put("exclude", new Word("exclude( $judgment, \"why\" )", 2, 2, Speaker.THEORY));
    WORDS.put("conflict", new Word("conflict( \"why\", $a, $b )", 2, 99, Speaker.ANY));
    WORDS.put("alike", new Word("alike( $output, $key, \"why\" )", 3, 3, Speaker.ANY));
    WORDS.put("insert", new Word("insert( new Type( … ) )", 1, 1, Speaker.ANY));
    WORDS.put("insertLogical", new Word("insertLogical( new Type( … ) )", 1, 1, Speaker.ANY));
    WORDS.put("derive", new Word("derive( new Type( … ) )", 1, 1, Speaker.KERNEL));
    WORDS.put("spot", new Word("spot( \"kind\", \"why\", … )", 2, 99, Speaker.KERNEL));
    WORDS.put("assertJudgment", new Word("assertJudgment( $judgment )", 1, 1, Speaker.KERNEL));
  }

  private static final Set<String> CHANGING =
      Set.of("update", "modify", "delete", "retract", "insertAsync", "bolster");
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
  private int base;
  private String code = "";

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
    code = "{" + file.text().substring(start, end) + "}";
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
    block.get().findAll(MethodCallExpr.class).forEach(call -> call(block.get(), call));
    block.get().findAll(NameExpr.class).forEach(used -> variable(used));
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
    if (bare.find() && WORDS.containsKey(bare.group(1)) && bare.start() <= last) {
      problems.error(
          "syntax",
          file,
          bare.start(),
          name,
          "`" + bare.group(1) + "` takes its arguments in parentheses",
          "write `" + WORDS.get(bare.group(1)).usage() + "`");
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

  private void call(BlockStmt block, MethodCallExpr call) {
    String word = call.getNameAsString();
    int at = offset(call.getName().getBegin().orElseThrow());
    if (call.getScope().isPresent()) {
      Expression scope = call.getScope().get();
      if (scope instanceof NameExpr owner
          && word.matches("set[A-Z].*")
          && bound.contains(owner.getNameAsString())) {
        problems.error(
            "changes-fact",
            file,
            at,
            name,
            "`" + word + "` changes a fact that other rules may have matched",
            "derive a new fact with `insert( new … )`");
      }
      if (scope instanceof NameExpr owner
          && Set.of("drools", "kcontext").contains(owner.getNameAsString())
          && !bound.contains(owner.getNameAsString())) {
        problems.error(
            "not-allowed",
            file,
            offset(owner.getBegin().orElseThrow()),
            name,
            "`" + owner.getNameAsString() + "` has no place in a constitution",
            "say what follows in the words of the vocabulary: " + words());
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
      return;
    }
    Word known = WORDS.get(word);
    if (known == null || (known.who() == Speaker.KERNEL && speaker != null)) {
      String hint = Suggestion.didYouMean(word, authorsWords());
      problems.error(
          "unknown-word",
          file,
          at,
          name,
          "`" + word + "` is no word of the vocabulary",
          hint != null ? hint : "the words are " + words());
      return;
    }
    int arguments = call.getArguments().size();
    if (arguments < known.least() || arguments > known.most()) {
      problems.error(
          "wrong-arguments",
          file,
          at,
          name,
          "`" + word + "` does not take " + arguments(arguments),
          "write `" + known.usage() + "`");
      return;
    }
    if (known.who() == Speaker.THEORY && speaker != null && !(speaker instanceof Theory)) {
      problems.error(
          "not-a-theory",
          file,
          at,
          name,
          "only a theory may `" + word + "`; this rule is a principle",
          "annotate it with `@Theory( weight = … )`");
    }
    derives(block, call, word, at);
  }

  /** How a word of the vocabulary is written, or null if it is none. */
  static @Nullable String usage(String word) {
    Word known = WORDS.get(word);
    return known == null ? null : known.usage();
  }

  static String arguments(int number) {
    return number == 0 ? "no arguments" : number == 1 ? "1 argument" : number + " arguments";
  }

  private void derives(BlockStmt block, MethodCallExpr call, String word, int at) {
    switch (word) {
      case "forbid" -> dependence.derives("Claim", "forbidden");
      case "permit", "prefer" -> dependence.derives("Claim", "permitted");
      case "oblige" -> dependence.derives("Claim", "obligatory");
      case "assertJudgment" -> dependence.derives("Claim", null);
      case "exclude" -> dependence.derives("Exclusion", null);
      case "alike" -> dependence.derives("Alike", null);
      case "conflict" -> dependence.derives("Incompatibility", null);
      case "spot" ->
          dependence.derives(
              "Conflict",
              call.getArgument(0) instanceof StringLiteralExpr kind ? kind.asString() : null);
      case "support", "undermine" -> amount(call, word, "strength", true);
      case "discount" -> amount(call, word, "factor", false);
      default -> {
        String type = typeOf(block, call.getArgument(0));
        if (type == null) {
          problems.error(
              "unknown-derived-type",
              file,
              at,
              name,
              "what type of fact `" + word + "` adds cannot be told",
              "write `" + word + "( new Type( … ) )`, or a variable declared with its type");
        } else if (speaker != null && (types.isOfLanguage(type) || !types.isKnown(type))) {
          Expression argument = call.getArgument(0);
          problems.error(
              types.isKnown(type) ? "not-allowed" : "unknown-type",
              file,
              offset(typePosition(argument)),
              name,
              types.isKnown(type)
                  ? "a rule cannot add " + Conditions.a(type) + " of its own"
                  : "there is no type `" + type + "`",
              types.isKnown(type)
                  ? "say what follows in the words of the vocabulary: " + words()
                  : Conditions.orElse(
                      Suggestion.didYouMean(type, types.names()),
                      "declare it with `declare " + type + " … end`"));
        } else {
          dependence.derives(type, null);
          if (!(call.getArgument(0) instanceof ObjectCreationExpr)) {
            types.names().stream() // the fact may be of any type that the variable's includes
                .filter(it -> !types.isOfLanguage(it) && types.covers(type, it))
                .forEach(it -> dependence.derives(it, null));
          }
        }
      }
    }
  }

  private static Position typePosition(Expression argument) {
    Node at = argument instanceof ObjectCreationExpr it ? it.getType() : argument;
    return at.getBegin().orElseThrow();
  }

  private static @Nullable String typeOf(BlockStmt block, Expression argument) {
    if (argument instanceof ObjectCreationExpr created) {
      return created.getType().getNameWithScope();
    }
    if (argument instanceof NameExpr used) {
      List<String> declared =
          block.findAll(VariableDeclarator.class).stream()
              .filter(it -> it.getNameAsString().equals(used.getNameAsString()))
              .map(
                  it ->
                      it.getType().asString().equals("var")
                          ? it.getInitializer()
                              .filter(ObjectCreationExpr.class::isInstance)
                              .map(init -> ((ObjectCreationExpr) init).getType().getNameWithScope())
                              .orElse("")
                          : it.getType().asString())
              .distinct()
              .toList();
      if (declared.size() == 1 && !declared.get(0).isEmpty() && !declared.get(0).equals("Object")) {
        return declared.get(0);
      }
    }
    return null;
  }

  private void amount(MethodCallExpr call, String word, String what, boolean oneIncluded) {
    Expression given = call.getArgument(1);
    boolean negative =
        given instanceof UnaryExpr unary && unary.getOperator() == UnaryExpr.Operator.MINUS;
    Expression literal = negative ? ((UnaryExpr) given).getExpression() : given;
    double amount;
    if (literal instanceof DoubleLiteralExpr it) {
      amount = it.asDouble();
    } else if (literal instanceof IntegerLiteralExpr it) {
      amount = it.asNumber().doubleValue();
    } else {
      return;
    }
    if (negative || !(amount > 0) || amount > 1 || (amount == 1 && !oneIncluded)) {
      problems.error(
          "wrong-" + what,
          file,
          offset(given.getBegin().orElseThrow()),
          name,
          "the " + what + " `" + given + "` is not in (0, 1" + (oneIncluded ? "]" : ")"),
          oneIncluded
              ? word.equals("support") ? "to weaken, `undermine`" : "to strengthen, `support`"
              : "to rule a judgment out, `exclude` it");
    }
  }

  private void variable(NameExpr used) {
    String variable = used.getNameAsString();
    boolean isScope =
        used.getParentNode()
            .filter(it -> it instanceof NodeWithTraversableScope scoped && isScopeOf(scoped, used))
            .isPresent();
    if (bound.contains(variable) || declaredHere(used, variable)) {
      return;
    }
    int at = offset(used.getBegin().orElseThrow());
    if (Character.isUpperCase(variable.charAt(0))) {
      boolean isLocal =
          used.findRootNode().findAll(TypeDeclaration.class).stream()
              .anyMatch(it -> it.getNameAsString().equals(variable));
      if (isScope && !isLocal && !types.isKnown(variable)) {
        problems.error(
            "unknown-type",
            file,
            at,
            name,
            "there is no type `" + variable + "`",
            Conditions.orElse(Suggestion.didYouMean(variable, types.names()), "import its class"));
      }
    } else if (variable.startsWith("$") || !isScope) {
      problems.error(
          "unknown-variable",
          file,
          at,
          name,
          "the variable `" + variable + "` is bound nowhere in this rule",
          Conditions.orElse(
              Suggestion.didYouMean(variable, bound),
              "bind it in the conditions with `" + variable + " : Type( … )`"));
    }
  }

  private static boolean isScopeOf(NodeWithTraversableScope scoped, NameExpr used) {
    return scoped.traverseScope().filter(it -> it.getRange().equals(used.getRange())).isPresent();
  }

  private static boolean declaredHere(NameExpr used, String variable) {
    Node root = used.findRootNode();
    return root.findAll(VariableDeclarator.class).stream()
            .anyMatch(it -> it.getNameAsString().equals(variable))
        || root.findAll(Parameter.class).stream()
            .anyMatch(it -> it.getNameAsString().equals(variable))
        || root.findAll(TypePatternExpr.class).stream()
            .anyMatch(it -> it.getNameAsString().equals(variable));
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
    int line = 1;
    int index = 0;
    while (line < position.line && index < code.length()) {
      if (code.charAt(index++) == '\n') {
        line++;
      }
    }
    return base + index + position.column - 1;
  }

  private static Set<String> authorsWords() {
    Set<String> words = new TreeSet<>();
    WORDS.forEach(
        (word, it) -> {
          if (it.who() != Speaker.KERNEL) {
            words.add(word);
          }
        });
    return words;
  }

  private static String words() {
    return WORDS.entrySet().stream()
        .filter(it -> it.getValue().who() != Speaker.KERNEL)
        .map(Map.Entry::getKey)
        .collect(Collectors.joining(", "));
  }
}
