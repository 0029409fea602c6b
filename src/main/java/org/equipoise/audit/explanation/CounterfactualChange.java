package org.equipoise.audit.explanation;

import java.util.List;
import java.util.Map;
import org.equipoise.constitution.reading.Subject;
import org.equipoise.facts.Disputed;
import org.equipoise.formats.internal.JsonText;
import org.equipoise.language.Element;
import org.equipoise.revision.Cost;
import org.jspecify.annotations.Nullable;

/** One thing that would have to be otherwise. */
public sealed interface CounterfactualChange {

  /** After <em>if</em>: {@code `x` of `a` were false rather than true}, say. */
  String condition();

  /**
   * An attribute has another value.
   *
   * @param subject whose attribute it is
   * @param id of the output or the judgment; of the case, its own
   * @param from what it was: a JSON value or a {@link Disputed}; null if it was not there
   * @param to what it would have to be, or null if it would have to be missing
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
   * A judgment says the contrary.
   *
   * @param to the status it would say, or the output it would prefer
   */
  record Reversed(String judgment, String to) implements CounterfactualChange {
    @Override
    public String condition() {
      return "the judgment " + Phrases.name(judgment) + " said " + Phrases.name(to);
    }
  }

  /**
   * Somebody holds a judgment that nobody held.
   *
   * @param confidence the least that is enough, in steps of a tenth
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
