package org.equipoise.decision;

import java.util.Locale;
import java.util.Map;
import org.equipoise.constitution.DefinedRule;
import org.equipoise.constitution.metering.LimitExceeded;
import org.equipoise.inference.InferenceException;
import org.equipoise.inference.UndecidableException;
import org.equipoise.revision.internal.TruncatedLabelException;
import org.equipoise.revision.internal.UnsettledWeightsException;
import org.jspecify.annotations.Nullable;

/**
 * Why a case could not be decided. Immutable.
 *
 * @param code what went wrong
 * @param rule the name of the rule that was running; null if there was none
 * @param limit the limit that was reached, in the unit that the code names; null if there was none
 *     or its value is not known
 * @param place the place of the rule, {@code FILE:LINE} relative to the constitution; null if there
 *     is no rule or it belongs to the library
 * @param sentence a sentence about the error for people
 */
public record DecisionError(
    Code code,
    @Nullable String rule,
    @Nullable Long limit,
    @Nullable String place,
    String sentence) {

  /** Where the cause of an error lies. */
  public enum Cause {
    /** In the rules and the case: the same error occurs on every machine. */
    RULES,
    /** In the machine and the moment: time, steps, memory, or an interruption. */
    MACHINE,
    /** In the host, outside of deciding. */
    HOST,
    /** It is not known. */
    UNKNOWN
  }

  /** What went wrong. Decisions write the name in lower case with hyphens. */
  public enum Code {
    /** A rule threw an exception, or reading a fact did. */
    RULE_FAILED(Cause.RULES),
    /** The case has more attributes, judgments and facts than {@code settings.limits.input}. */
    INPUT_LIMIT(Cause.RULES),
    /** Rules fired as often as {@code settings.limits.firings} allows. */
    FIRINGS_LIMIT(Cause.RULES),
    /** Rules derived more facts than {@code settings.limits.facts} allows. */
    FACTS_LIMIT(Cause.RULES),
    /** A label was cut at {@code settings.limits.labelSize} or {@code settings.limits.worlds}. */
    LABEL_LIMIT(Cause.RULES),
    /** The case lacks a declared attribute, or has one that is not declared. */
    ATTRIBUTES_REFUSED(Cause.RULES),
    /** Theories support and undermine one another in a circle without a stable weight. */
    UNSETTLED_WEIGHTS(Cause.RULES),
    /** Deciding threw an exception that the library does not expect. */
    UNEXPECTED(Cause.RULES),
    /** The budget's time was used up; the limit is in milliseconds. */
    TIME_LIMIT(Cause.MACHINE),
    /** The budget's steps were used up. */
    STEPS_LIMIT(Cause.MACHINE),
    /** The budget's memory was used up; the limit is in bytes. */
    MEMORY_LIMIT(Cause.MACHINE),
    /**
     * Values, or calls of rule code, are nested deeper than is followed; the limit is in levels.
     */
    DEPTH_LIMIT(Cause.MACHINE),
    /** The thread was interrupted. */
    INTERRUPTED(Cause.MACHINE),
    /** Java's stack was used up. */
    STACK_OVERFLOW(Cause.MACHINE),
    /** Java's memory was used up. */
    OUT_OF_MEMORY(Cause.MACHINE),
    /** The host could not put the case to a decision. */
    HOST_FAILED(Cause.HOST),
    /** The decision could not be recorded. */
    NOT_RECORDED(Cause.HOST),
    /** The code of an entry in the old form, which has no code and whose sentence is masked. */
    UNKNOWN(Cause.UNKNOWN);

    private final Cause cause;
    private final String word = name().toLowerCase(Locale.ROOT).replace('_', '-');

    Code(Cause cause) {
      this.cause = cause;
    }

    /** Returns where the cause lies. */
    public Cause cause() {
      return cause;
    }

    /** Returns the code as decisions write it, for example {@code rule-failed}. */
    public String word() {
      return word;
    }

    /** Returns the code of the exception at the root of a failure. */
    private static Code of(Throwable root, Code otherwise) {
      if (root instanceof LimitExceeded met) {
        return switch (met.limit()) {
          case TIME -> TIME_LIMIT;
          case STEPS -> STEPS_LIMIT;
          case MEMORY -> MEMORY_LIMIT;
          case DEPTH -> DEPTH_LIMIT;
          case INTERRUPTION -> INTERRUPTED;
        };
      }
      return root instanceof StackOverflowError
          ? STACK_OVERFLOW
          : root instanceof OutOfMemoryError ? OUT_OF_MEMORY : otherwise;
    }
  }

  /**
   * Returns the error of a host that could not describe a case.
   *
   * @param sentence what went wrong
   */
  public static DecisionError ofHost(String sentence) {
    return new DecisionError(Code.HOST_FAILED, null, null, null, sentence);
  }

  /**
   * Returns the error for a decision that could not be recorded.
   *
   * @param cause the reason
   */
  public static DecisionError notRecorded(String cause) {
    return new DecisionError(
        Code.NOT_RECORDED, null, null, null, "the decision could not be recorded: " + cause);
  }

  /**
   * Returns the error for a case that cannot be decided.
   *
   * @param rules the rules of the constitution, by id
   */
  static DecisionError of(UndecidableException fault, Map<String, DefinedRule> rules) {
    if (!(fault instanceof InferenceException failed)) {
      Code code =
          fault instanceof TruncatedLabelException
              ? Code.LABEL_LIMIT
              : fault instanceof UnsettledWeightsException
                  ? Code.UNSETTLED_WEIGHTS
                  : Code.UNEXPECTED;
      return new DecisionError(code, null, null, null, fault.getMessage());
    }
    Throwable root = InferenceException.root(fault);
    Code code =
        switch (failed.kind()) {
          case FAILED -> Code.of(root, Code.RULE_FAILED);
          case INPUT -> Code.INPUT_LIMIT;
          case FIRINGS -> Code.FIRINGS_LIMIT;
          case FACTS -> Code.FACTS_LIMIT;
          case REFUSED -> Code.ATTRIBUTES_REFUSED;
        };
    DefinedRule rule = failed.rule() == null ? null : rules.get(failed.rule());
    return new DecisionError(
        code,
        failed.rule(),
        root instanceof LimitExceeded met ? met.amount() : failed.limit(),
        rule == null ? null : rule.file() + ":" + rule.line(),
        fault.getMessage());
  }

  /** Returns the error for an exception that the library does not expect. */
  static DecisionError unexpected(Throwable fault) {
    Throwable root = InferenceException.root(fault);
    return new DecisionError(
        Code.of(root, Code.UNEXPECTED),
        null,
        root instanceof LimitExceeded met ? met.amount() : null,
        null,
        "deciding failed: " + fault);
  }

  /** Returns this error with a longer sentence. */
  DecisionError with(String more) {
    return new DecisionError(code, rule, limit, place, sentence + more);
  }

  /** Returns the sentence. */
  @Override
  public String toString() {
    return sentence;
  }
}
