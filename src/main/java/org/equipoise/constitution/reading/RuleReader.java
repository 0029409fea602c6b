package org.equipoise.constitution.reading;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.equipoise.constitution.reading.ValueRead.Kind;
import org.equipoise.constitution.reading.ValueRead.Operator;
import org.equipoise.constitution.reading.ValueRead.Part;
import org.jspecify.annotations.Nullable;

/** Finds what the text of one rule, query, function or import reads. */
final class RuleReader {
  /** Each relation, and what it is with its sides exchanged. */
  static final Map<String, String> MIRRORED =
      Map.of("==", "==", "!=", "!=", "<", ">", "<=", ">=", ">", "<", ">=", "<=");

  private static final Set<String> OPERATORS =
      Set.of("contains", "excludes", "matches", "memberOf", "soundslike");

  /** The signs that an expression stands after, and those that it stands before. */
  private static final Set<String> BEFORE = Set.of("(", ",", ";", ":", "&&", "||", "&", "|");

  private static final Set<String> AFTER = Set.of(")", ",", ";", "&&", "||", "&", "|");
  private static final Set<String> NO_PROPERTIES =
      Set.of("true", "false", "null", "this", "not", "in", "and", "or", "new", "str", "instanceof");

  private final String text;
  private final Tokens tokens;
  private final PatternReader patterns;
  private final List<ValueRead> values = new ArrayList<>();
  private final Set<String> words = new HashSet<>();
  private final Set<String> texts = new HashSet<>();
  private boolean mayReadAny;

  RuleReader(String text) {
    this.text = text;
    this.tokens = new Tokens(text);
    this.patterns = new PatternReader(tokens);
  }

  RuleReads reads() {
    int size = tokens.size();
    int conditions = 0;
    int consequences = 0;
    if (tokens.isWord(0, "rule")) {
      int head = afterName();
      consequences = keyword("then", head, size);
      conditions = Math.min(keyword("when", head, consequences) + 1, consequences);
    } else if (tokens.isWord(0, "query")) {
      int head = afterName();
      conditions = afterParameters(head);
      consequences = size;
    }
    patterns.read(conditions, consequences);
    for (int i = conditions; i < size; i++) {
      Part part = i < consequences ? Part.CONDITION : conditions > 0 ? Part.CONSEQUENCE : Part.CODE;
      read(i, part);
    }
    // Texts over several lines, which tokens do not know, and code that gets facts unseen.
    mayReadAny |= text.contains("\"\"\"");
    String imported = null;
    if (tokens.isWord(0, "import")) {
      boolean isOfMethods = tokens.isWord(1, "static") || tokens.isWord(1, "function");
      mayReadAny |= isOfMethods;
      imported = joined(isOfMethods ? 2 : 1);
    }
    return new RuleReads(
        patterns.patterns(),
        values,
        words,
        texts,
        new HandedOn(tokens, conditions).to(),
        imported,
        mayReadAny);
  }

  private String joined(int from) {
    StringBuilder name = new StringBuilder();
    for (int i = from; i < tokens.size() && !tokens.isSign(i, ";"); i++) {
      name.append(tokens.text(i));
    }
    return name.toString();
  }

  /** The token after the name of a rule or query. */
  private int afterName() {
    int at = 2;
    if (tokens.size() > 1 && !tokens.isText(1)) {
      int end = tokens.start(1);
      while (end < text.length()
          && !Character.isWhitespace(text.charAt(end))
          && text.charAt(end) != '@'
          && text.charAt(end) != '(') {
        end++;
      }
      while (at < tokens.size() && tokens.start(at) < end) {
        at++;
      }
    }
    return Math.min(at, tokens.size());
  }

  /** Parameters hold no parentheses; conditions in parentheses do. */
  private int afterParameters(int head) {
    if (!tokens.isSign(head, "(")) {
      return head;
    }
    int close = Math.min(tokens.closing(head), tokens.size() - 1);
    for (int i = head + 1; i < close; i++) {
      if (tokens.isSign(i, "(")) {
        return head;
      }
    }
    return close + 1;
  }

  private int keyword(String word, int from, int to) {
    for (int i = from; i < to; i++) {
      if (tokens.isKeyword(i, word)) {
        return i;
      }
    }
    return to;
  }

  private void read(int at, Part part) {
    if (tokens.isText(at)) {
      boolean isName = tokens.isSign(at - 1, "(") && accessor(at - 2) != null;
      if (!isName) {
        texts.add(Literal.text(tokens.text(at)).orElse(tokens.text(at)));
      }
    } else if (tokens.isWord(at)) {
      words.add(tokens.text(at));
      Accessor accessor = accessor(at);
      if (accessor != null) {
        attribute(accessor, at, part);
      } else if (part == Part.CONDITION && patterns.around(at) != null) {
        property(at);
      }
    }
  }

  /**
   * The method that a word calls to read an attribute. Others have the names of properties; and
   * outside of patterns, where it is called of nothing, the name of an author's function.
   */
  private @Nullable Accessor accessor(int at) {
    return Accessor.of(tokens.text(at))
        .filter(it -> it == Accessor.ATTR || (tokens.isSign(at + 1, "(") && isOfFact(at)))
        .orElse(null);
  }

  private boolean isOfFact(int at) {
    return tokens.isSign(at - 1, ".") || patterns.around(at) != null;
  }

  private void attribute(Accessor accessor, int at, Part part) {
    boolean isWrittenOut =
        tokens.isSign(at + 1, "(") && tokens.isText(at + 2) && tokens.isSign(at + 3, ")");
    Optional<String> name =
        isWrittenOut ? Literal.text(tokens.text(at + 2)) : Optional.<String>empty();
    if (name.isPresent()) {
      add(Kind.ATTRIBUTE, accessor, name.get(), part, at, at + 2, at + 3);
    } else {
      mayReadAny = true;
    }
  }

  private void property(int at) {
    String word = tokens.text(at);
    boolean isDotted = tokens.isSign(at - 1, ".") && !isThis(at - 2);
    boolean isBinding = tokens.isSign(at + 1, ":") && !tokens.isSign(at + 2, ":");
    if (isDotted || isBinding || word.startsWith("$") || NO_PROPERTIES.contains(word)) {
      return;
    }
    if (!tokens.isSign(at + 1, "(")) {
      if (!OPERATORS.contains(word)) {
        add(Kind.PROPERTY, null, word, Part.CONDITION, at, at, at);
      }
    } else if (word.length() > 3 && word.startsWith("get") && tokens.isSign(at + 2, ")")) {
      String name = word.substring(3, 4).toLowerCase(Locale.ROOT) + word.substring(4);
      add(Kind.PROPERTY, null, name, Part.CONDITION, at, at, at + 2);
    }
  }

  private boolean isThis(int at) {
    return tokens.isKeyword(at, "this");
  }

  private void add(
      Kind kind,
      @Nullable Accessor accessor,
      String name,
      Part part,
      int word,
      int nameAt,
      int last) {
    boolean isDotted = tokens.isSign(word - 1, ".");
    boolean isOwn = !isDotted || isThis(word - 2);
    boolean isOfVariable = isDotted && !isOwn && tokens.isWord(word - 2);
    boolean isVariable = isOfVariable && !tokens.isSign(word - 3, ".");
    int start = (isDotted && isOwn) || isVariable ? word - 2 : word;
    PatternRead pattern = patterns.around(word);
    List<LiteralTest> tests = new ArrayList<>();
    boolean isOnlyTested =
        part == Part.CONDITION && pattern != null && isOwn && tests(start, last + 1, tests);
    boolean isBound = tokens.isSign(start - 1, ":") || tokens.isSign(start - 2, ":");
    values.add(
        new ValueRead(
            kind,
            accessor,
            name,
            part,
            pattern,
            isOwn,
            isVariable ? tokens.text(word - 2) : null,
            tokens.span(start, last),
            tokens.span(nameAt, nameAt),
            operator(last + 1),
            tests,
            isOnlyTested && !isBound));
  }

  private @Nullable Operator operator(int at) {
    boolean isNegated = tokens.isWord(at, "not");
    int sign = isNegated ? at + 1 : at;
    boolean isOperator =
        tokens.isWord(sign)
            ? OPERATORS.contains(tokens.text(sign)) || tokens.isWord(sign, "in") || isOfStr(sign)
            : MIRRORED.containsKey(tokens.text(sign));
    return isOperator ? new Operator(tokens.text(sign), isNegated, tokens.span(sign, sign)) : null;
  }

  /** Whether {@code str[…]} stands here. */
  private boolean isOfStr(int at) {
    return tokens.isWord(at, "str") && tokens.isSign(at + 1, "[") && tokens.isSign(at + 3, "]");
  }

  /** Finds the literals that an expression compares with; whether that is all there is to it. */
  private boolean tests(int from, int to, List<LiteralTest> tests) {
    if (!beginsAfter(from - 1)) {
      return isMirrored(from, to, tests);
    }
    int at = to;
    boolean isNegated = tokens.isWord(at, "not");
    int operator = isNegated ? at + 1 : at;
    String sign = tokens.text(operator);
    if (tokens.isWord(operator, "in") && tokens.isSign(operator + 1, "(")) {
      return list(from, at, operator, isNegated, tests);
    }
    if (isOfStr(operator)) {
      ofStr(from, at, operator, isNegated, tests);
      return false;
    }
    boolean isKnown =
        tokens.isWord(operator)
            ? OPERATORS.contains(sign)
            : !isNegated && MIRRORED.containsKey(sign);
    int end = isKnown ? literal(operator + 1) : -1;
    if (end < 0 || !endsBefore(end)) {
      return false;
    }
    tests.add(
        new LiteralTest(
            sign,
            isNegated,
            false,
            written(operator + 1, end),
            tokens.span(at, operator),
            tokens.span(operator + 1, end - 1),
            tokens.span(from, end - 1)));
    return !goesOn(end, tests);
  }

  /** Whether more is said of the same value, as in {@code a > 1 && < 5}; finds what. */
  private boolean goesOn(int connective, List<LiteralTest> tests) {
    int at = connective;
    while ((tokens.isSign(at, "&&") || tokens.isSign(at, "||"))
        && MIRRORED.containsKey(tokens.text(at + 1))) {
      int end = literal(at + 2);
      if (end < 0 || !endsBefore(end)) {
        return true;
      }
      tests.add(
          new LiteralTest(
              tokens.text(at + 1),
              false,
              false,
              written(at + 2, end),
              tokens.span(at + 1, at + 1),
              tokens.span(at + 2, end - 1),
              tokens.span(at + 1, end - 1)));
      at = end;
    }
    return at > connective;
  }

  /** Finds a text that another begins or ends with; a length is no text. */
  private void ofStr(
      int from, int signStart, int operator, boolean isNegated, List<LiteralTest> tests) {
    int end = literal(operator + 4);
    if (end >= 0 && endsBefore(end) && !tokens.isWord(operator + 2, "length")) {
      tests.add(
          new LiteralTest(
              "str[" + tokens.text(operator + 2) + "]",
              isNegated,
              false,
              written(operator + 4, end),
              tokens.span(signStart, operator + 3),
              tokens.span(operator + 4, end - 1),
              tokens.span(from, end - 1)));
    }
  }

  private boolean isMirrored(int from, int to, List<LiteralTest> tests) {
    boolean isMember = tokens.isWord(from - 1, "memberOf");
    boolean isNegated = isMember && tokens.isWord(from - 2, "not");
    String sign = isMember ? "contains" : MIRRORED.get(tokens.text(from - 1));
    int signStart = isNegated ? from - 2 : from - 1;
    int literal = signStart - 1;
    if (sign != null && tokens.isSign(literal - 1, "-") && tokens.isNumber(literal)) {
      literal--;
    }
    if (sign == null
        || literal < 0
        || literal(literal) != signStart
        || !beginsAfter(literal - 1)
        || !endsBefore(to)) {
      return false;
    }
    tests.add(
        new LiteralTest(
            sign,
            isNegated,
            true,
            written(literal, signStart),
            tokens.span(signStart, from - 1),
            tokens.span(literal, signStart - 1),
            tokens.span(literal, to - 1)));
    return true;
  }

  private boolean list(
      int from, int signStart, int operator, boolean isNegated, List<LiteralTest> tests) {
    int close = tokens.closing(operator + 1);
    boolean areAllLiterals = close < tokens.size();
    for (int at = operator + 2; at < close; ) {
      int end = literal(at);
      boolean isLiteral = end >= 0 && (end == close || tokens.isSign(end, ","));
      if (isLiteral) {
        tests.add(
            new LiteralTest(
                "in",
                isNegated,
                false,
                written(at, end),
                tokens.span(signStart, operator),
                tokens.span(at, end - 1),
                tokens.span(from, close)));
      }
      areAllLiterals &= isLiteral;
      while (at < close && !tokens.isSign(at, ",")) {
        at = tokens.isSign(at, "(") ? tokens.closing(at) + 1 : at + 1;
      }
      at++;
    }
    return areAllLiterals;
  }

  /** The token after a literal, or -1 if none stands here. */
  private int literal(int at) {
    boolean isNegative = tokens.isSign(at, "-");
    int word = isNegative ? at + 1 : at;
    boolean isLiteral =
        tokens.isNumber(word)
            || (!isNegative
                && ((tokens.isText(word) && Literal.text(tokens.text(word)).isPresent())
                    || (tokens.isWord(word)
                        && Set.of("true", "false", "null").contains(tokens.text(word)))));
    return isLiteral ? word + 1 : -1;
  }

  private String written(int from, int to) {
    return to - from == 2 ? tokens.text(from) + tokens.text(from + 1) : tokens.text(from);
  }

  private boolean beginsAfter(int before) {
    String sign = tokens.text(before);
    return BEFORE.contains(sign) || (sign.equals("=") && tokens.isSign(before - 1, ":"));
  }

  private boolean endsBefore(int after) {
    return AFTER.contains(tokens.text(after));
  }
}
