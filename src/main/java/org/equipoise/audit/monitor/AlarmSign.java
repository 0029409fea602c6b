package org.equipoise.audit.monitor;

import java.util.Locale;

/**
 * The signs that alarms are raised by. Each sets a figure that looks well beside one that tells.
 */
public enum AlarmSign {
  /** The index fell with an amendment because less is asserted, or is noticed by fixtures. */
  INDEX_BY_SILENCE(
      AlarmKind.GAMING,
      "the disequilibrium index",
      "coverage, informative principles, and changes to rules that fixtures notice"),
  /** More is allowed, and more of what is allowed is taken back by people. */
  ALLOW_RATE(AlarmKind.GAMING, "the share that is allowed", "overrides of what was allowed"),
  /** A rule in force spoke and speaks no more. */
  SILENT_RULE(AlarmKind.DEAD, "the rules in force", "the decisions in which each speaks"),
  /** A planted case that must be held back was allowed. */
  CANARY(AlarmKind.DEAD, "decisions without errors", "planted cases, whose answer is known"),
  /** Nobody is asked to look at the rules again, though there is reason to. */
  NO_TRIGGER(AlarmKind.DEAD, "the number of triggers", "overrides, and fixtures that fail"),
  /** An attribute that varied has one value only. */
  CONSTANT_DETECTOR(
      AlarmKind.DEAD, "attributes that are filled", "the values that the attribute had before"),
  /** The conflicts have many equally cheap ways out, which decide differently. */
  EQUILIBRIA(AlarmKind.VARIANCE, "one decision for each case", "all equilibria at the least cost"),
  /** The same words, written otherwise, are answered otherwise. */
  REWORDING(AlarmKind.VARIANCE, "one decision for each case", "cases that say the same"),
  /** The same text was read as having other attributes. */
  UNSTEADY_DETECTOR(AlarmKind.VARIANCE, "attributes that are filled", "the same text, read again"),
  /** An attribute is distributed otherwise than when the constitution was adopted. */
  ATTRIBUTES(AlarmKind.DRIFT, "the figures at the adoption", "attributes of the cases since then"),
  /** A person approves faster than anybody reads. */
  FAST(AlarmKind.RUBBER_STAMPING, "escalations that were answered", "the time to read the case"),
  /** A person has approved everything, which others have not. */
  NO_DISSENT(AlarmKind.RUBBER_STAMPING, "escalations that were answered", "the answers of others"),
  /** A person approved planted cases that must be held back. */
  PLANTED(
      AlarmKind.RUBBER_STAMPING,
      "escalations that were answered",
      "planted cases, whose answer is known");

  private final AlarmKind kind;
  private final String proxy;
  private final String truth;
  private final String word = name().toLowerCase(Locale.ROOT).replace('_', '-');

  AlarmSign(AlarmKind kind, String proxy, String truth) {
    this.kind = kind;
    this.proxy = proxy;
    this.truth = truth;
  }

  public AlarmKind kind() {
    return kind;
  }

  /** Returns what looks well, in words. */
  public String proxy() {
    return proxy;
  }

  /** Returns what tells whether it is well, in words. */
  public String truth() {
    return truth;
  }

  /** Returns the name that commands and JSON use, such as {@code silent-rule}. */
  public String word() {
    return word;
  }
}
