package org.equipoise.language;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import org.equipoise.facts.DeonticStatus;
import org.jspecify.annotations.Nullable;

/**
 * The functions that consequences call to say what follows. Each is a static function that every
 * rule file sees without an import. It records its conclusion with the match that is firing, so
 * that rules need no provenance of their own.
 *
 * <p>A call outside a firing rule throws {@link IllegalStateException}. A wrong argument, such as a
 * strength outside its range, throws {@link IllegalArgumentException} with the value, and the
 * decision becomes an error.
 */
public final class Vocabulary {
  private static final ThreadLocal<DerivationListener> LISTENING = new ThreadLocal<>();

  private Vocabulary() {}

  /** Runs rules while a listener receives their conclusions on this thread. Runs may nest. */
  public static void recording(DerivationListener recorder, Runnable rules) {
    @Nullable DerivationListener outer = LISTENING.get();
    LISTENING.set(recorder);
    try {
      rules.run();
    } finally {
      LISTENING.set(outer); // nothing, if there is none: cheaper than to remove the place for it
    }
  }

  /** Claims that an output is forbidden. */
  public static void forbid(Output output, String why) {
    claim("forbid", output, DeonticStatus.FORBIDDEN, why);
  }

  /** Claims that an output is forbidden, with a part of the rule's weight. */
  public static void forbid(Output output, Degree degree, String why) {
    claim("forbid", output, DeonticStatus.FORBIDDEN, degree, why);
  }

  /** Claims that an output is forbidden, with a part of the rule's weight and its own words. */
  public static void forbid(Output output, Degree degree) {
    claim("forbid", output, DeonticStatus.FORBIDDEN, degree, null);
  }

  /** Claims that an output is forbidden, with the rule's own words as the reason. */
  public static void forbid(Output output) {
    claim("forbid", output, DeonticStatus.FORBIDDEN, null);
  }

  /** Claims that an output is permitted. */
  public static void permit(Output output, String why) {
    claim("permit", output, DeonticStatus.PERMITTED, why);
  }

  /** Claims that an output is permitted, with a part of the rule's weight. */
  public static void permit(Output output, Degree degree, String why) {
    claim("permit", output, DeonticStatus.PERMITTED, degree, why);
  }

  /** Claims that an output is permitted, with a part of the rule's weight and its own words. */
  public static void permit(Output output, Degree degree) {
    claim("permit", output, DeonticStatus.PERMITTED, degree, null);
  }

  /** Claims that an output is permitted, with the rule's own words as the reason. */
  public static void permit(Output output) {
    claim("permit", output, DeonticStatus.PERMITTED, null);
  }

  /** Claims that an output is obligatory. */
  public static void oblige(Output output, String why) {
    claim("oblige", output, DeonticStatus.OBLIGATORY, why);
  }

  /** Claims that an output is obligatory, with a part of the rule's weight. */
  public static void oblige(Output output, Degree degree, String why) {
    claim("oblige", output, DeonticStatus.OBLIGATORY, degree, why);
  }

  /** Claims that an output is obligatory, with a part of the rule's weight and its own words. */
  public static void oblige(Output output, Degree degree) {
    claim("oblige", output, DeonticStatus.OBLIGATORY, degree, null);
  }

  /** Claims that an output is obligatory, with the rule's own words as the reason. */
  public static void oblige(Output output) {
    claim("oblige", output, DeonticStatus.OBLIGATORY, null);
  }

  /**
   * Returns the part of a rule's weight that a number says, from 0 for none to 1 for all of it.
   *
   * @throws IllegalArgumentException if it is no number in [0, 1]
   */
  public static Degree weight(@Nullable Object number) {
    return recorder("weight").degree(number);
  }

  /** Claims that one output is preferred to another output of the case. */
  public static void prefer(Output preferred, Output over, @Nullable String why) {
    requireTwo("prefer", preferred, over);
    DerivationListener recorder = recorder("prefer");
    recorder.claims(
        new Claim(
            recorder.caseId(),
            preferred.getId(),
            DeonticStatus.PERMITTED,
            over.getId(),
            speaker(recorder, "prefer")),
        Degree.FULL,
        why);
  }

  /** Claims that one output is preferred to another, with the rule's own words as the reason. */
  public static void prefer(Output preferred, Output over) {
    prefer(preferred, over, null);
  }

  /** Says that a person must look at an output, whatever the margin. */
  public static void escalate(Output output, String why) {
    guide("escalate", (caseId, by) -> new Guidance.Escalate(caseId, output.getId(), by), why);
  }

  /** Puts an output before others that cost the same to allow. The strength is in (0, 1]. */
  public static void encourage(Output output, double strength, String why) {
    double pull = strength("encourage", strength);
    guide("encourage", (caseId, by) -> new Guidance.Pull(caseId, output.getId(), pull, by), why);
  }

  /** Puts an output behind others that cost the same to allow. The strength is in (0, 1]. */
  public static void discourage(Output output, double strength, String why) {
    double pull = -strength("discourage", strength);
    guide("discourage", (caseId, by) -> new Guidance.Pull(caseId, output.getId(), pull, by), why);
  }

  /** Puts an output before another that costs the same to allow, without permitting it. */
  public static void rank(Output first, Output second, String why) {
    requireTwo("rank", first, second);
    guide(
        "rank", (caseId, by) -> new Guidance.Rank(caseId, first.getId(), second.getId(), by), why);
  }

  /** Lifts the claims of a rule, by its id, on an output. They do not count. */
  public static void lift(String rule, Output output, String why) {
    lift(rule, output.getId(), why);
  }

  /** Lifts the claims of a rule on an output. They do not count. */
  public static void lift(Rule rule, Output output, String why) {
    lift(rule.id(), output.getId(), why);
  }

  /** Lifts the claims of a rule, by its id, on every output of the case. They do not count. */
  public static void lift(String rule, String why) {
    lift(rule, "", why);
  }

  /** Lifts the claims of a rule on every output of the case. They do not count. */
  public static void lift(Rule rule, String why) {
    lift(rule.id(), "", why);
  }

  private static void lift(String rule, String output, String why) {
    guide("lift", (caseId, by) -> new Guidance.Lift(caseId, output, rule, by), why);
  }

  /** Strengthens a rule. The strength is in (0, 1]. */
  public static void support(Rule target, double strength, String why) {
    weigh("support", target.element(), Weighing.Effect.SUPPORT, strength, why);
  }

  /** Strengthens a judgment. The strength is in (0, 1]. */
  public static void support(Judgment target, double strength, String why) {
    weigh("support", element(target), Weighing.Effect.SUPPORT, strength, why);
  }

  /** Weakens a rule. The strength is in (0, 1]. */
  public static void undermine(Rule target, double strength, String why) {
    weigh("undermine", target.element(), Weighing.Effect.UNDERMINE, strength, why);
  }

  /** Weakens a judgment. The strength is in (0, 1]. */
  public static void undermine(Judgment target, double strength, String why) {
    weigh("undermine", element(target), Weighing.Effect.UNDERMINE, strength, why);
  }

  /** Multiplies a judgment's base weight by a factor in (0, 1). */
  public static void discount(Judgment judgment, double factor, String why) {
    if (!(factor > 0 && factor < 1)) {
      throw new IllegalArgumentException(
          "factor "
              + factor
              + " of `discount` is not in (0, 1); to rule a judgment out, `exclude` it");
    }
    recorder("discount")
        .follows(new Weighing(element(judgment), Weighing.Effect.DISCOUNT, factor), why, Set.of());
  }

  /** Excludes a judgment as not considered. It then claims nothing. */
  public static void exclude(Judgment judgment, String why) {
    recorder("exclude").follows(new Exclusion(judgment.getId()), why, Set.of());
  }

  /**
   * States that things cannot all stand, for a reason of the author's domain. The conflict rests on
   * the principles, theories and judgments among them.
   */
  public static void conflict(String why, Object... participants) {
    DerivationListener recorder = recorder("conflict");
    Element speaker = recorder.speaker();
    List<String> about = new ArrayList<>();
    if (speaker != null) {
      about.add(speaker.toString());
    }
    Set<Element> resting = name(participants, about);
    recorder.follows(new Incompatibility(about, why), why, resting);
  }

  /**
   * Marks an output with a key. Outputs with the same key, as text, are relevantly alike. Null is a
   * key like any other.
   */
  public static void alike(Output output, Object key, String why) {
    DerivationListener recorder = recorder("alike");
    recorder.follows(
        new Alike(String.valueOf(key), recorder.caseId(), output.getId()), why, Set.of());
  }

  /**
   * Raises a name for the rest of the conversation. It is never taken back. A name that was raised
   * before is not raised again.
   *
   * @throws IllegalArgumentException if the name is blank
   */
  public static void raise(String name) {
    if (name.isBlank()) {
      throw new IllegalArgumentException("`raise` was called with a blank name");
    }
    recorder("raise").follows(new Session(new TreeSet<>(Set.of(name))), null, Set.of());
  }

  /**
   * Adds a fact of the author's own type. Conclusions of rules that match it rest on what this rule
   * rests on.
   */
  public static void derive(Object fact) {
    recorder("insert").follows(fact, null, Set.of());
  }

  /**
   * Adds a fact as {@link #derive} does. A derived fact stands as long as everything on which it
   * rests stands.
   */
  public static void deriveLogical(Object fact) {
    derive(fact);
  }

  /** For the kernel: makes the claim of a considered judgment. */
  public static void assertJudgment(Judgment judgment) {
    DerivationListener recorder = recorder("assertJudgment");
    recorder.follows(judgment.claim(recorder.caseId(), element(judgment)), null, Set.of());
  }

  /** For the kernel: states a conflict of a kind about some outputs or keys. */
  public static void spot(String kind, String why, Object... about) {
    List<String> names = new ArrayList<>(about.length);
    Set<Element> resting = name(about, names);
    recorder("spot").follows(new Conflict(kind, names), why, resting);
  }

  /** Adds the participants' names to a list and returns the elements among them. */
  private static Set<Element> name(Object[] participants, List<String> about) {
    Set<Element> resting = Set.of();
    for (Object participant : participants) {
      Element element =
          participant instanceof Rule rule
              ? rule.element()
              : participant instanceof Judgment judgment ? element(judgment) : null;
      if (element != null) {
        resting = resting.isEmpty() ? new TreeSet<>() : resting;
        resting.add(element);
        about.add(element.toString());
      } else if (participant instanceof Output output) {
        about.add(output.getId());
      } else if (participant instanceof Claim claim) {
        about.add(claim.output());
      } else if (participant instanceof Incompatibility incompatibility) {
        about.addAll(incompatibility.about());
      } else {
        about.add(String.valueOf(participant));
      }
    }
    return resting;
  }

  private static void requireTwo(String word, Output one, Output other) {
    if (one.getId().equals(other.getId())) {
      throw new IllegalArgumentException(
          "`" + word + "` was called with output `" + other.getId() + "` on both sides");
    }
  }

  private static void guide(
      String word, BiFunction<String, Element, Guidance> guidance, String why) {
    DerivationListener recorder = recorder(word);
    recorder.follows(guidance.apply(recorder.caseId(), speaker(recorder, word)), why, Set.of());
  }

  private static void claim(
      String word, Output output, DeonticStatus status, Degree degree, @Nullable String why) {
    DerivationListener recorder = recorder(word);
    recorder.claims(
        new Claim(recorder.caseId(), output.getId(), status, null, speaker(recorder, word)),
        degree,
        why);
  }

  private static void claim(
      String word, Output output, DeonticStatus status, @Nullable String why) {
    claim(word, output, status, Degree.FULL, why);
  }

  private static void weigh(
      String word, Element target, Weighing.Effect effect, double strength, String why) {
    double checked = strength(word, strength);
    recorder(word).follows(new Weighing(target, effect, checked), why, Set.of());
  }

  private static double strength(String word, double strength) {
    if (!(strength > 0 && strength <= 1)) {
      throw new IllegalArgumentException(
          "strength " + strength + " of `" + word + "` is not in (0, 1]");
    }
    return strength;
  }

  private static Element element(Judgment judgment) {
    return Element.judgment(judgment.getId());
  }

  private static Element speaker(DerivationListener recorder, String word) {
    Element speaker = recorder.speaker();
    if (speaker == null) {
      throw new IllegalStateException("`" + word + "` needs a principle or a theory to speak");
    }
    return speaker;
  }

  private static DerivationListener recorder(String word) {
    DerivationListener recorder = LISTENING.get();
    if (recorder == null) {
      throw new IllegalStateException("`" + word + "` was called outside a rule's consequence");
    }
    return recorder;
  }
}
