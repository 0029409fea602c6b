package org.equipoise.audit.explanation;

import java.util.List;
import java.util.Map;
import org.equipoise.constitution.reading.Subject;
import org.equipoise.facts.Disputed;
import org.equipoise.formats.internal.JsonText;
import org.equipoise.language.Element;
import org.equipoise.revision.Cost;
import org.jspecify.annotations.Nullable;

/** One change that would alter a decision. Immutable. */
public sealed interface CounterfactualChange {

  /**
   * Returns the change as a clause after <em>if</em>, for example {@code `x` of `a` were false
   * rather than true}.
   */
  String condition();

  /**
   * An attribute has another value.
   *
   * @param subject the kind of thing that has the attribute
   * @param id the id of the output or judgment, or of the case
   * @param attribute the dotted name
   * @param from the actual value, a JSON value or a {@link Disputed}; null if the attribute was
   *     missing
   * @param to the value that it would need; null if it would have to be missing
   */
  record Fact(
      Subject subject, String id, String attribute, @Nullable Object from, @Nullable Object to)
      implements CounterfactualChange {
    @Override
    public String condition() {
      String of = subject == Subject.CASE ? "the case" : Phrases.name(id);
      String name = Phrases.name(attribute) + " of " + of;
      if (to == null) {
        return name + " (" + shown(from) + ") were missing";
      }
      if (from instanceof Disputed disputed && to.equals(disputed.value())) {
        return name + " were " + shown(to) + " for certain";
      }
      return name
          + " were "
          + shown(to)
          + (from == null ? ", which is missing" : " rather than " + shown(from));
    }
  }

  /** A judgment is given up. */
  record GivenUp(String judgment) implements CounterfactualChange {
    @Override
    public String condition() {
      return "the judgment " + Phrases.name(judgment) + " were given up";
    }
  }

  /**
   * A judgment says the opposite.
   *
   * @param judgment the id of the judgment
   * @param to the status that it would claim, or the output that it would prefer
   */
  record Reversed(String judgment, String to) implements CounterfactualChange {
    @Override
    public String condition() {
      return "the judgment " + Phrases.name(judgment) + " said " + Phrases.name(to);
    }
  }

  /**
   * A person holds a judgment that nobody held.
   *
   * @param output the id of the output
   * @param status the deontic status
   * @param confidence the least confidence that is enough, in steps of 0.1
   */
  record Held(String output, String status, double confidence) implements CounterfactualChange {
    @Override
    public String condition() {
      return "somebody judged "
          + Phrases.name(output)
          + " to be "
          + status
          + ", with a confidence of "
          + confidence;
    }
  }

  /** A rule is overridden in this case. */
  record Overridden(Element rule, Cost cost) implements CounterfactualChange {
    @Override
    public String condition() {
      return Phrases.element(rule.toString()) + " were overridden (which costs " + cost + ")";
    }
  }

  private static String shown(@Nullable Object value) {
    if (value instanceof Disputed disputed) {
      return shown(disputed.value()) + " with a credence of " + disputed.credence();
    }
    if (value instanceof Map<?, ?>) {
      return "an object";
    }
    if (value instanceof List<?> || value instanceof String) {
      return Phrases.plain(JsonText.of(json -> JsonText.value(json, value)));
    }
    return String.valueOf(value);
  }
}
