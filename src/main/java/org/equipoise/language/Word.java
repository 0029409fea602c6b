package org.equipoise.language;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.equipoise.facts.DeonticStatus;
import org.jspecify.annotations.Nullable;

/**
 * The words of the vocabulary in the order of the documentation, with their spelling and who may
 * use them. {@link Vocabulary} defines their effects. The engine's own words add facts.
 */
public enum Word {
  FORBID("forbid( $output, \"why\" )", 1, 3, Speaker.ANY, DeonticStatus.FORBIDDEN),
  PERMIT("permit( $output, \"why\" )", 1, 3, Speaker.ANY, DeonticStatus.PERMITTED),
  OBLIGE("oblige( $output, \"why\" )", 1, 3, Speaker.ANY, DeonticStatus.OBLIGATORY),
  PREFER("prefer( $output, $over, \"why\" )", 2, 3, Speaker.ANY, DeonticStatus.PERMITTED),
  WEIGHT("weight( $number )", 1, 1, Speaker.ANY, null),
  ESCALATE("escalate( $output, \"why\" )", 2, 2, Speaker.ANY, null),
  ENCOURAGE("encourage( $output, 0.5, \"why\" )", 3, 3, Speaker.ANY, null),
  DISCOURAGE("discourage( $output, 0.5, \"why\" )", 3, 3, Speaker.ANY, null),
  RANK("rank( $output, $over, \"why\" )", 3, 3, Speaker.ANY, null),
  LIFT("lift( \"rule\", $output, \"why\" )", 2, 3, Speaker.ANY, null),
  SUPPORT("support( $rule, 0.5, \"why\" )", 3, 3, Speaker.THEORY, null),
  UNDERMINE("undermine( $rule, 0.5, \"why\" )", 3, 3, Speaker.THEORY, null),
  DISCOUNT("discount( $judgment, 0.5, \"why\" )", 3, 3, Speaker.THEORY, null),
  EXCLUDE("exclude( $judgment, \"why\" )", 2, 2, Speaker.THEORY, null),
  CONFLICT("conflict( \"why\", $a, $b )", 2, 99, Speaker.ANY, null),
  ALIKE("alike( $output, $key, \"why\" )", 3, 3, Speaker.ANY, null),
  RAISE("raise( \"name\" )", 1, 1, Speaker.ANY, null),
  INSERT("insert( new Type( … ) )", 1, 1, Speaker.ANY, null),
  INSERT_LOGICAL("insertLogical( new Type( … ) )", 1, 1, Speaker.ANY, null),
  DERIVE("derive( new Type( … ) )", 1, 1, Speaker.KERNEL, null),
  SPOT("spot( \"kind\", \"why\", … )", 2, 99, Speaker.KERNEL, null),
  ASSERT_JUDGMENT("assertJudgment( $judgment )", 1, 1, Speaker.KERNEL, null);

  private static final Map<String, Word> BY_NAME =
      Arrays.stream(values()).collect(Collectors.toMap(Word::word, Function.identity()));

  private static final List<Word> OF_AUTHORS =
      Arrays.stream(values()).filter(it -> it.speaker != Speaker.KERNEL).toList();

  private final String word;
  private final String usage;
  private final int least;
  private final int most;
  private final Speaker speaker;
  private final @Nullable DeonticStatus claims;

  /** The rules that may use a word. */
  public enum Speaker {
    ANY,
    THEORY,
    KERNEL
  }

  Word(String usage, int least, int most, Speaker speaker, @Nullable DeonticStatus claims) {
    this.word = usage.substring(0, usage.indexOf('('));
    this.usage = usage;
    this.least = least;
    this.most = most;
    this.speaker = speaker;
    this.claims = claims;
  }

  /** Returns the word with this spelling, or empty if there is none. */
  public static Optional<Word> of(String text) {
    return Optional.ofNullable(BY_NAME.get(text));
  }

  /** Returns the words that the rules of a constitution may use. */
  public static List<Word> ofAuthors() {
    return OF_AUTHORS;
  }

  /** Returns the word as rules write it. */
  public String word() {
    return word;
  }

  /** Returns an example of its use. */
  public String usage() {
    return usage;
  }

  /** Returns whether the word takes this number of arguments. */
  public boolean takes(int arguments) {
    return arguments >= least && arguments <= most;
  }

  public Speaker speaker() {
    return speaker;
  }

  /**
   * Returns the status that it claims of its first argument, an output; null if it claims nothing.
   */
  public @Nullable DeonticStatus claims() {
    return claims;
  }

  /** Returns whether the word says something of an output that is no claim. */
  public boolean guides() {
    return this == ESCALATE
        || this == ENCOURAGE
        || this == DISCOURAGE
        || this == RANK
        || this == LIFT;
  }

  @Override
  public String toString() {
    return word;
  }
}
