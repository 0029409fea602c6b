package org.equipoise.authoring.coverage;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.equipoise.authoring.coverage.AttributeState.Subject;
import org.equipoise.constitution.internal.anatomy.Token;
import org.equipoise.constitution.internal.anatomy.Token.Kind;
import org.jspecify.annotations.Nullable;

/**
 * Which attributes a text in the rule language reads, and what for.
 *
 * @param tests where a condition compares one with a literal, each once
 * @param otherwise the names of those that are read in any other way: compared with one another, or
 *     in a consequence, say; whose they are is not known
 * @param hasComputedName whether some name is worked out only when a rule runs
 */
public record AttributeReads(
    SortedSet<AttributeComparison> tests, SortedSet<String> otherwise, boolean hasComputedName) {
  private static final Map<String, Subject> SUBJECTS =
      Map.of("Case", Subject.CASE, "Output", Subject.OUTPUT, "Judgment", Subject.JUDGMENT);
  private static final Map<String, String> MIRRORED =
      Map.of("==", "==", "!=", "!=", "<", ">", "<=", ">=", ">", "<", ">=", "<=");
  private static final Set<String> WORDS = Set.of("contains", "matches");

  public AttributeReads {
    tests = Collections.unmodifiableSortedSet(new TreeSet<>(tests));
    otherwise = Collections.unmodifiableSortedSet(new TreeSet<>(otherwise));
  }

  /** What a rule reads, or a whole file of them. */
  public static AttributeReads of(String text) {
    return new Reading(Token.of(text)).reads();
  }

  /** Goes through the tokens of a text. */
  private static final class Reading {
    private final List<Token> tokens;
    private final TreeSet<AttributeComparison> tests = new TreeSet<>();
    private final TreeSet<String> otherwise = new TreeSet<>();
    private final Deque<String> types = new ArrayDeque<>();
    private boolean hasComputedName;

    Reading(List<Token> tokens) {
      this.tokens = tokens;
    }

    AttributeReads reads() {
      boolean isCondition = false;
      for (int at = 0; at < tokens.size(); at++) {
        if (word(at, "when") || word(at, "then")) {
          isCondition = word(at, "when");
          types.clear();
        } else if (sign(at, "(")) {
          types.push(at > 0 && isWord(at - 1) ? tokens.get(at - 1).text() : "");
        } else if (sign(at, ")") && !types.isEmpty()) {
          types.pop();
        } else if (word(at, "attr") && sign(at + 1, "(")) {
          if (isText(at + 2) && sign(at + 3, ")")) {
            read(at, isCondition && !sign(at - 1, "."));
            at += 3;
          } else {
            hasComputedName = true;
          }
        }
      }
      return new AttributeReads(tests, otherwise, hasComputedName);
    }

    private void read(int at, boolean mayBeTest) {
      String name =
          (String) Objects.requireNonNull(AttributeComparison.value(tokens.get(at + 2).text()));
      boolean isTest = mayBeTest && test(at, name);
      boolean isBound = sign(at - 1, ":");
      if (!isTest || isBound) {
        otherwise.add(name);
      }
    }

    /** Notes what is tested; false if that is no comparison with a literal. */
    private boolean test(int at, String attribute) {
      Subject subject =
          types.stream().map(SUBJECTS::get).filter(Objects::nonNull).findFirst().orElse(null);
      if (subject == null) {
        return false;
      }
      int next = at + 4;
      boolean isNegated = word(next, "not");
      String sign = text(isNegated ? next + 1 : next);
      int after = isNegated ? next + 2 : next + 1;
      if (sign.equals("in") && sign(after, "(")) {
        boolean areLiterals = true;
        for (int i = after + 1; i < tokens.size() && !sign(i, ")"); i++) {
          boolean isSeparate = !sign(i, ",") && !sign(i - 1, "-");
          areLiterals &= !isSeparate || add(subject, attribute, "==", literal(i));
        }
        return areLiterals;
      }
      if ((!isNegated && MIRRORED.containsKey(sign)) || WORDS.contains(sign)) {
        return add(subject, attribute, sign, literal(after));
      }
      return at >= 2
          && MIRRORED.containsKey(text(at - 1))
          && !isDotted(at - 2)
          && !goesOn(at + 4)
          && add(subject, attribute, MIRRORED.get(text(at - 1)), literal(at - 2));
    }

    private boolean isDotted(int at) {
      return sign(at - 1, ".") || sign(at - 1, "+") || sign(at - 1, "*") || sign(at - 1, "/");
    }

    private boolean add(
        Subject subject, String attribute, @Nullable String sign, @Nullable String literal) {
      if (literal == null || sign == null) {
        return false;
      }
      tests.add(new AttributeComparison(subject, attribute, sign, literal));
      return true;
    }

    /** The literal at a place, if it is all that stands there, or null. */
    private @Nullable String literal(int at) {
      boolean isNegative = sign(at, "-");
      int number = isNegative ? at + 1 : at;
      if (number >= tokens.size()) {
        return null;
      }
      Token token = tokens.get(number);
      boolean isLiteral =
          token.kind() == Kind.NUMBER
              || (!isNegative
                  && (token.kind() == Kind.TEXT
                      || Set.of("true", "false", "null").contains(token.text())));
      return isLiteral && !goesOn(number + 1) ? (isNegative ? "-" : "") + token.text() : null;
    }

    /** Whether what stands before a place is only the beginning of a value. */
    private boolean goesOn(int at) {
      return Set.of(".", "+", "-", "*", "/", "%").contains(text(at));
    }

    private String text(int at) {
      return at >= 0 && at < tokens.size() ? tokens.get(at).text() : "";
    }

    private boolean isWord(int at) {
      return at >= 0 && at < tokens.size() && tokens.get(at).kind() == Kind.WORD;
    }

    private boolean isText(int at) {
      return at < tokens.size() && tokens.get(at).kind() == Kind.TEXT;
    }

    private boolean word(int at, String word) {
      return isWord(at) && tokens.get(at).is(word);
    }

    private boolean sign(int at, String sign) {
      return at >= 0
          && at < tokens.size()
          && tokens.get(at).kind() == Kind.SIGN
          && tokens.get(at).is(sign);
    }
  }
}
