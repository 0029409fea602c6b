package org.equipoise.language;

/**
 * What a rule says of an output besides claims. Rules do not match it, and it is in no conflict.
 * Immutable.
 */
public sealed interface Guidance {

  /** Returns the id of the case. */
  String caseId();

  /** Returns the id of the output; empty if it is about every output of the case. */
  String output();

  /** Returns the rule that says it. */
  Element by();

  /** Returns the word of the vocabulary that says it. */
  Word word();

  /** Returns what is said, with the output under a name: {@code escalates a}, say. */
  String inWords(String name);

  /** A person must look at an output, whatever the margin. */
  record Escalate(String caseId, String output, Element by) implements Guidance {
    @Override
    public String inWords(String name) {
      return "leaves " + name + " to a person";
    }

    @Override
    public Word word() {
      return Word.ESCALATE;
    }
  }

  /**
   * An output comes before or after others that cost the same to allow.
   *
   * @param strength in [−1, 1] without 0: positive to encourage, negative to discourage
   */
  record Pull(String caseId, String output, double strength, Element by) implements Guidance {
    @Override
    public String inWords(String name) {
      return (strength > 0 ? "encourages " : "discourages ") + name + " by " + Math.abs(strength);
    }

    @Override
    public Word word() {
      return strength > 0 ? Word.ENCOURAGE : Word.DISCOURAGE;
    }
  }

  /**
   * An output comes before another one that costs the same to allow.
   *
   * @param over the id of the other output
   */
  record Rank(String caseId, String output, String over, Element by) implements Guidance {
    @Override
    public String inWords(String name) {
      return "ranks " + name + " before " + over;
    }

    @Override
    public Word word() {
      return Word.RANK;
    }
  }

  /**
   * The claims of a rule on an output, or in the case, do not count.
   *
   * @param rule the id of the rule whose claims are lifted
   */
  record Lift(String caseId, String output, String rule, Element by) implements Guidance {
    /** Returns whether this keeps a claim from counting. */
    public boolean lifts(Claim claim) {
      return claim.claimant().isRule()
          && claim.claimant().name().equals(rule)
          && (output.isEmpty() || output.equals(claim.output()));
    }

    @Override
    public String inWords(String name) {
      return "lifts what `" + rule + "` claims of " + name;
    }

    @Override
    public Word word() {
      return Word.LIFT;
    }
  }
}
