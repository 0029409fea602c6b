package org.equipoise.inference;

import org.equipoise.facts.IncomparableException;
import org.jspecify.annotations.Nullable;

/** Thrown when a rule fails or an inference exceeds a limit of the constitution. Immutable. */
public final class InferenceException extends UndecidableException {
  private static final long serialVersionUID = 1L;

  /** Why it could not be finished. */
  public enum Kind {
    /** Running the rules threw the cause of the exception. */
    FAILED,
    /** The case is larger than {@code settings.limits.input}. */
    INPUT,
    /** Rules fired as often as {@code settings.limits.firings} allows. */
    FIRINGS,
    /** Rules derived more than {@code settings.limits.facts}. */
    FACTS,
    /** The case does not fit the attributes that are declared. */
    REFUSED
  }

  private final Kind kind;
  private final @Nullable String rule;
  private final @Nullable Long limit;

  private InferenceException(
      Kind kind,
      @Nullable String rule,
      @Nullable Long limit,
      String message,
      @Nullable Throwable cause) {
    super(message, cause);
    this.kind = kind;
    this.rule = rule;
    this.limit = limit;
  }

  static InferenceException tooLarge(String caseId, int size, long limit) {
    return new InferenceException(
        Kind.INPUT,
        null,
        limit,
        "case `"
            + caseId
            + "` has "
            + size
            + " attributes, judgments and facts, more than the "
            + limit
            + " admitted; give less of it, or raise `settings.limits.input`",
        null);
  }

  static InferenceException tooManyFirings(String caseId, @Nullable String rule, long limit) {
    return new InferenceException(
        Kind.FIRINGS,
        rule,
        limit,
        met(caseId, rule, limit + " rule firings")
            + "; raise `settings.limits.firings`, or look for a rule that feeds itself",
        null);
  }

  static InferenceException tooManyFacts(String caseId, @Nullable String rule, long limit) {
    return new InferenceException(
        Kind.FACTS,
        rule,
        limit,
        met(caseId, rule, limit + " derived facts")
            + "; raise `settings.limits.facts`, or look for a rule that derives without end",
        null);
  }

  /**
   * That a case does not fit the attributes that are declared.
   *
   * @param why names the case and the attributes
   */
  public static InferenceException refused(String why) {
    return new InferenceException(Kind.REFUSED, null, null, why, null);
  }

  private static String met(String caseId, @Nullable String rule, String limit) {
    return "the limit of " + limit + " was met in case `" + caseId + "`" + in(rule);
  }

  /**
   * That running the rules failed.
   *
   * @param rule the one that was firing, or null if none was
   */
  public static InferenceException failed(String caseId, @Nullable String rule, Throwable fault) {
    return new InferenceException(
        Kind.FAILED,
        rule,
        null,
        "deciding case `" + caseId + "` failed" + in(rule) + ": " + words(root(fault)),
        fault);
  }

  private static String in(@Nullable String rule) {
    return rule == null ? "" : " in rule `" + rule + "`";
  }

  /** The innermost cause of a fault, or the fault itself. */
  public static Throwable root(Throwable fault) {
    Throwable root = fault;
    while (root.getCause() != null && root.getCause() != root) {
      root = root.getCause();
    }
    return root;
  }

  /**
   * The words for a fault, the same in every run: Java omits or varies the messages of the faults
   * that it finds itself.
   */
  private static String words(Throwable fault) {
    if (fault instanceof ArithmeticException && fault.getMessage() == null) {
      return "/ by zero";
    }
    boolean isJavas =
        fault instanceof NullPointerException
            || (fault instanceof ClassCastException && !(fault instanceof IncomparableException))
            || fault instanceof ArrayStoreException
            || fault instanceof ArrayIndexOutOfBoundsException
            || fault instanceof StackOverflowError
            || fault instanceof OutOfMemoryError;
    return isJavas || fault.getMessage() == null
        ? fault.getClass().getSimpleName()
        : fault.getMessage().split("\n", 2)[0];
  }

  public Kind kind() {
    return kind;
  }

  /** The name of the rule that was firing, or null if none was. */
  public @Nullable String rule() {
    return rule;
  }

  /** The limit of the constitution that was met, or null if none was. */
  public @Nullable Long limit() {
    return limit;
  }
}
