package org.equipoise.inference;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.equipoise.constitution.metering.LimitExceeded;
import org.equipoise.facts.Case;
import org.equipoise.facts.IncomparableException;
import org.equipoise.facts.Judgment;
import org.equipoise.facts.Output;
import org.jspecify.annotations.Nullable;

/**
 * What kept a case from being decided: how it is said in a decision, and how it is told from what a
 * decision says, also from one recorded long ago. Wordings may be added; none is ever taken away.
 */
public enum FailureCause {
  /** The rules and the case, by themselves: on any machine the same comes of them again. */
  RULES,
  /** Time, steps, memory, or an interruption: a matter of the machine and the moment. */
  MACHINE,
  /** Anything else, such as a host that could not describe the case. */
  OTHER;

  private static final String DECIDING = "deciding case `";
  private static final String UNEXPECTED = "deciding failed: ";
  private static final String TRUNCATED = "a label was cut ";
  private static final String UNSETTLED = "the weights of `";
  private static final String GROWN = ", with ";
  private static final int MANY = 20;
  private static final int MANY_DISPUTED = 8;
  private static final int MANY_ATTRIBUTES = 1_000;
  private static final int MANY_LETTERS = 100_000;
  private static final Pattern TOO_LARGE =
      Pattern.compile("has \\d+ attributes, judgments and facts, more than the \\d+ admitted.*");
  private static final Pattern TOO_MUCH =
      Pattern.compile("the limit of \\d+ (rule firings|derived facts) was met.*", Pattern.DOTALL);
  private static final Pattern IN_RULE = Pattern.compile(" in rule `[^`]*`");
  private static final Pattern CLASSES = Pattern.compile("([\\w.$]+: )+");
  private static final Pattern EXHAUSTION = Pattern.compile("StackOverflowError|OutOfMemoryError");
  private static final Pattern THROWN_EXHAUSTION =
      Pattern.compile("([\\w.$]+: )*java\\.lang\\.(" + EXHAUSTION + ")(: .*)?", Pattern.DOTALL);

  static String tooLarge(String caseId, int size, int limit) {
    return named(caseId)
        + "has "
        + size
        + " attributes, judgments and facts, more than the "
        + limit
        + " admitted; give less of it, or raise `settings.limits.input`";
  }

  static String tooManyFirings(String caseId, @Nullable String rule, int limit) {
    return met(caseId, rule, limit + " rule firings")
        + "; raise `settings.limits.firings`, or look for a rule that feeds itself";
  }

  static String tooManyFacts(String caseId, @Nullable String rule, int limit) {
    return met(caseId, rule, limit + " derived facts")
        + "; raise `settings.limits.facts`, or look for a rule that derives without end";
  }

  private static String met(String caseId, @Nullable String rule, String limit) {
    return "the limit of " + limit + " was met in case `" + caseId + "`" + in(rule);
  }

  /** That running the rules failed, with the innermost cause of that. */
  public static String failed(String caseId, @Nullable String rule, Throwable fault) {
    Throwable cause = fault;
    while (cause.getCause() != null && cause.getCause() != cause) {
      cause = cause.getCause();
    }
    return failing(caseId) + in(rule) + ": " + told(cause);
  }

  /**
   * What of a case is larger than of most, to be said after what kept it from being decided; empty
   * if nothing is.
   */
  public static String grown(Case given, List<Judgment> judgments) {
    List<String> large = new ArrayList<>();
    if (judgments.size() >= MANY) {
      large.add(judgments(judgments));
    }
    if (given.outputs().size() >= MANY) {
      large.add(number(given.outputs().size()) + " outputs");
    }
    long attributes = given.attributes().size();
    long disputed = given.attributes().disputed().size();
    long letters = given.context() == null ? 0 : given.context().length();
    for (Output output : given.outputs()) {
      attributes += output.attributes().size();
      disputed += output.attributes().disputed().size();
      letters = Math.max(letters, output.text() == null ? 0 : output.text().length());
    }
    if (disputed >= MANY_DISPUTED) {
      large.add(number(disputed) + " disputed attributes");
    }
    if (attributes >= MANY_ATTRIBUTES) {
      large.add(number(attributes) + " attributes");
    }
    if (given.facts().size() >= MANY) {
      large.add(number(given.facts().size()) + " facts of the host");
    }
    if (letters >= MANY_LETTERS) {
      large.add(number(letters) + " letters in one text");
    }
    return large.isEmpty() ? "" : GROWN + String.join(", ", large);
  }

  /** How many judgments there are; of one output, if most are on it. */
  private static String judgments(List<Judgment> judgments) {
    Map<String, Integer> byOutput = new HashMap<>();
    for (Judgment judgment : judgments) {
      if (judgment.verdict() instanceof Judgment.OnOutput on) {
        byOutput.merge(on.output(), 1, Integer::sum);
      }
    }
    for (Map.Entry<String, Integer> each : byOutput.entrySet()) {
      if (2 * each.getValue() > judgments.size()) {
        return number(each.getValue()) + " judgments on output `" + each.getKey() + "`";
      }
    }
    return number(judgments.size()) + " judgments";
  }

  private static String number(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** That a label which the decision needs was cut. */
  public static String truncated() {
    return TRUNCATED
        + "at the limit on environments or worlds; raise"
        + " `settings.limits.labelSize` or `settings.limits.worlds`";
  }

  /** That the weights of some elements, at least one, move each other without end. */
  public static String unsettled(List<String> elements) {
    return UNSETTLED
        + String.join("`, `", elements)
        + "` do not come to rest, since they bear on each other in a circle";
  }

  /** That deciding failed as nobody foresaw. */
  public static String unexpected(Throwable fault) {
    return UNEXPECTED + fault;
  }

  private static String named(String caseId) {
    return "case `" + caseId + "` ";
  }

  private static String failing(String caseId) {
    return "deciding " + named(caseId) + "failed";
  }

  private static String in(@Nullable String rule) {
    return rule == null ? "" : " in rule `" + rule + "`";
  }

  /**
   * What is said of a fault: the same in every run. Java drops or varies the messages of the faults
   * that it finds itself. A rule's message that reads like the machine's follows its class.
   */
  private static String told(Throwable fault) {
    if (fault instanceof ArithmeticException && fault.getMessage() == null) {
      return "/ by zero";
    }
    String name = fault.getClass().getSimpleName();
    boolean isJavas =
        fault instanceof NullPointerException
            || (fault instanceof ClassCastException && !(fault instanceof IncomparableException))
            || fault instanceof ArrayStoreException
            || fault instanceof ArrayIndexOutOfBoundsException
            || fault instanceof StackOverflowError
            || fault instanceof OutOfMemoryError;
    if (isJavas || fault.getMessage() == null) {
      return name;
    }
    String message = fault.getMessage().split("\n", 2)[0];
    return isOfMachine(message) && !(fault instanceof LimitExceeded)
        ? name + ": " + message
        : message;
  }

  /**
   * The cause of what a decision says.
   *
   * @param caseId of the case that it says it of: ids and messages may read like anything
   */
  public static FailureCause of(String caseId, String error) {
    if (error.startsWith(DECIDING)) {
      String own = failing(caseId);
      return error.startsWith(own) && isOfMachine(fault(error.substring(own.length())))
          ? MACHINE
          : RULES;
    }
    if (error.startsWith(UNEXPECTED)) {
      String thrown = error.substring(UNEXPECTED.length());
      return THROWN_EXHAUSTION.matcher(thrown).matches() || isOfMachine(without(CLASSES, thrown))
          ? MACHINE
          : RULES;
    }
    if (LimitExceeded.isMessage(error)) {
      return MACHINE;
    }
    boolean isTooLarge =
        error.startsWith(named(caseId))
            && TOO_LARGE.matcher(error.substring(named(caseId).length())).matches();
    return isTooLarge
            || TOO_MUCH.matcher(error).matches()
            || error.startsWith(TRUNCATED)
            || error.startsWith(UNSETTLED)
        ? RULES
        : OTHER;
  }

  /** What stands behind the case and the rule: the fault alone. */
  private static String fault(String after) {
    String told = without(IN_RULE, after);
    return told.startsWith(": ") ? told.substring(2) : told;
  }

  private static String without(Pattern beginning, String text) {
    Matcher matcher = beginning.matcher(text);
    return matcher.lookingAt() ? text.substring(matcher.end()) : text;
  }

  private static boolean isOfMachine(String told) {
    int grown = told.indexOf(GROWN);
    String fault = grown < 0 ? told : told.substring(0, grown);
    return LimitExceeded.isMessage(fault) || EXHAUSTION.matcher(fault).matches();
  }
}
