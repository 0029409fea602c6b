package org.equipoise.audit.ledger;

import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.equipoise.decision.DecisionError;
import org.equipoise.decision.DecisionError.Code;
import org.jspecify.annotations.Nullable;

/**
 * Reads errors in the old form, which have a sentence and no code. Nothing else depends on the
 * words of an error. Patterns may be added but never removed, since a ledger may hold any of these
 * sentences.
 */
final class ErrorSentenceReader {
  private static final String DECIDING = "deciding case `";
  private static final String UNEXPECTED = "deciding failed: ";
  private static final String INTERRUPTED = "the thread was interrupted";

  private static final Pattern INPUT =
      Pattern.compile("has \\d+ attributes, judgments and facts, more than the (\\d+) admitted.*");
  private static final Pattern SETTING =
      Pattern.compile("the limit of (\\d+) (rule firings|derived facts) was met.*", Pattern.DOTALL);
  private static final Pattern BUDGET =
      Pattern.compile("the limit of (\\d+) (ms|steps|bytes|levels) was met");
  private static final Pattern IN_RULE = Pattern.compile(" in rule `[^`]*`");
  private static final Pattern CLASSES = Pattern.compile("([\\w.$]+: )++");
  private static final Pattern THROWN =
      Pattern.compile("(?:[\\w.$]+: )*java\\.lang\\.(\\w+)(?:: .*)?", Pattern.DOTALL);

  private static final Map<String, Code> UNITS =
      Map.of(
          "rule firings", Code.FIRINGS_LIMIT,
          "derived facts", Code.FACTS_LIMIT,
          "ms", Code.TIME_LIMIT,
          "steps", Code.STEPS_LIMIT,
          "bytes", Code.MEMORY_LIMIT,
          "levels", Code.DEPTH_LIMIT);

  private static final Map<String, Code> FAULTS =
      Map.of(
          "StackOverflowError",
          Code.STACK_OVERFLOW,
          "OutOfMemoryError",
          Code.OUT_OF_MEMORY,
          INTERRUPTED,
          Code.INTERRUPTED);

  private ErrorSentenceReader() {}

  /**
   * Returns the error that a sentence describes. Its rule and place are not known.
   *
   * @param caseId the id of its case, which may be any text
   */
  static DecisionError read(String caseId, String sentence) {
    if (Commitment.isOne(sentence)) {
      return error(Code.UNKNOWN, null, sentence);
    }
    if (sentence.startsWith(DECIDING)) {
      String own = DECIDING + caseId + "` failed";
      DecisionError machine =
          sentence.startsWith(own)
              ? machine(fault(sentence.substring(own.length())), sentence)
              : null;
      return machine != null ? machine : error(Code.RULE_FAILED, null, sentence);
    }
    if (sentence.startsWith(UNEXPECTED)) {
      String thrown = sentence.substring(UNEXPECTED.length());
      DecisionError machine = machine(without(CLASSES, thrown), sentence);
      if (machine != null) {
        return machine;
      }
      Matcher java = THROWN.matcher(thrown);
      String name = java.matches() ? java.group(1) : "";
      return error(FAULTS.getOrDefault(name, Code.UNEXPECTED), null, sentence);
    }
    if (sentence.equals(INTERRUPTED)) {
      return error(Code.INTERRUPTED, null, sentence);
    }
    Matcher budget = BUDGET.matcher(sentence);
    if (budget.matches()) {
      return error(unit(budget.group(2)), budget.group(1), sentence);
    }
    String named = "case `" + caseId + "` ";
    if (sentence.startsWith(named)) {
      Matcher input = INPUT.matcher(sentence.substring(named.length()));
      if (input.matches()) {
        return error(Code.INPUT_LIMIT, input.group(1), sentence);
      }
    }
    Matcher setting = SETTING.matcher(sentence);
    if (setting.matches()) {
      return error(unit(setting.group(2)), setting.group(1), sentence);
    }
    if (sentence.startsWith("a label was cut ")) {
      return error(Code.LABEL_LIMIT, null, sentence);
    }
    if (sentence.startsWith("the weights of `")) {
      return error(Code.UNSETTLED_WEIGHTS, null, sentence);
    }
    boolean isUnrecorded = sentence.startsWith("the decision could not be recorded: ");
    return error(isUnrecorded ? Code.NOT_RECORDED : Code.HOST_FAILED, null, sentence);
  }

  /** Returns the error of a machine that is described by its failure alone; null if it is none. */
  private static @Nullable DecisionError machine(String told, String sentence) {
    int with = told.indexOf(", with ");
    String fault = with < 0 ? told : told.substring(0, with);
    Matcher budget = BUDGET.matcher(fault);
    if (budget.matches()) {
      return error(unit(budget.group(2)), budget.group(1), sentence);
    }
    Code code = FAULTS.get(fault);
    return code == null ? null : error(code, null, sentence);
  }

  /** Returns the text after the case and the rule: the failure alone. */
  private static String fault(String after) {
    String told = without(IN_RULE, after);
    return told.startsWith(": ") ? told.substring(2) : told;
  }

  private static String without(Pattern beginning, String text) {
    Matcher matcher = beginning.matcher(text);
    return matcher.lookingAt() ? text.substring(matcher.end()) : text;
  }

  private static Code unit(String unit) {
    return Objects.requireNonNull(UNITS.get(unit));
  }

  private static DecisionError error(Code code, @Nullable String limit, String sentence) {
    // This library only wrote limits that fit into a long.
    Long number = limit == null || limit.length() > 18 ? null : Long.valueOf(limit);
    return new DecisionError(code, null, number, null, sentence);
  }
}
