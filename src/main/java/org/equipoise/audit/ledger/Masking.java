package org.equipoise.audit.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.equipoise.facts.Attributes;
import org.equipoise.facts.Case;
import org.equipoise.facts.Detection;
import org.equipoise.facts.Judgment;
import org.equipoise.facts.Message;
import org.equipoise.facts.Output;
import org.jspecify.annotations.Nullable;

/**
 * The facts that a host does not want in plain form in its ledger. The ledger records only a salted
 * commitment for each of them. Decisions are made on the facts themselves. If a text anywhere in
 * the entry contains a masked value, a commitment replaces the whole text. Immutable.
 *
 * @param names names of attributes, dotted where nested, and of the fields {@code context}, {@code
 *     text}, {@code author} and {@code stakeholder}. A name masks everything below it, in cases,
 *     messages, outputs and judgments alike. A name passes through lists: {@code people.name} is
 *     the name of each of the people, and {@code people[0].name} is the name of the first. {@code
 *     *} stands for any one name or index
 */
public record Masking(Set<String> names) {
  /** Masks nothing. */
  public static final Masking NONE = new Masking(Set.of());

  private static final Pattern PLACES = Pattern.compile("((?:\\[(?:[0-9]+|\\*)])+)$");

  public Masking {
    names = Set.copyOf(names);
  }

  /** The steps of the names that hosts mask, of which there are few. */
  private static final Map<String, List<String>> TOKENS = new ConcurrentHashMap<>();

  /** Returns a masking of these names. */
  public static Masking of(String... names) {
    return new Masking(Set.of(names));
  }

  boolean isNone() {
    return names.isEmpty();
  }

  boolean masks(String name) {
    return names.contains(name);
  }

  /** A place among attributes: the steps that lead to it. */
  record Place(@Nullable Place before, String step, boolean isInList) {
    /** Returns the place of a name within an object, or the first place. */
    static Place named(@Nullable Place before, String name) {
      return new Place(before, name, false);
    }

    /** Returns the place of an item of the list at this place. */
    Place item(int index) {
      return new Place(this, Integer.toString(index), true);
    }

    /** Returns the names, separated by dots, without indexes. */
    private List<Place> steps() {
      List<Place> steps = new ArrayList<>();
      for (Place each = this; each != null; each = each.before()) {
        String[] names =
            each.isInList() ? new String[] {each.step()} : each.step().split("\\.", -1);
        for (int i = names.length - 1; i >= 0; i--) {
          steps.add(0, new Place(null, names[i], each.isInList()));
        }
      }
      return steps;
    }
  }

  /** Returns whether this masks the value at a place, regardless of the values around it. */
  boolean masks(Place place) {
    List<Place> steps = null;
    for (String name : names) {
      if (steps == null) {
        steps = place.steps();
      }
      if (leads(TOKENS.computeIfAbsent(name, Masking::tokens), 0, steps, 0)) {
        return true;
      }
    }
    return false;
  }

  private static boolean leads(List<String> tokens, int token, List<Place> steps, int step) {
    if (step == steps.size()) {
      return token == tokens.size();
    }
    Place next = steps.get(step);
    boolean fits =
        token < tokens.size()
            && (tokens.get(token).equals("*")
                || tokens.get(token).equals(next.isInList() ? "[" + next.step() + "]" : next.step())
                || (next.isInList() && tokens.get(token).equals("[*]")));
    return (fits && leads(tokens, token + 1, steps, step + 1))
        || (next.isInList() && leads(tokens, token, steps, step + 1));
  }

  /**
   * Splits a name into steps: {@code people}, {@code [0]} and {@code name} for {@code
   * people[0].name}.
   */
  private static List<String> tokens(String name) {
    List<String> tokens = new ArrayList<>();
    for (String step : name.split("\\.", -1)) {
      Matcher places = PLACES.matcher(step);
      String bare = places.find() ? step.substring(0, places.start()) : step;
      if (!bare.isEmpty() || bare.equals(step)) {
        tokens.add(bare);
      }
      for (String index : step.substring(bare.length()).split("(?<=])", -1)) {
        if (!index.isEmpty()) {
          tokens.add(index);
        }
      }
    }
    return tokens;
  }

  /** Returns the masked values of a case and its judgments, or null if there are none. */
  @Nullable MaskedValues valuesIn(Case given, List<Judgment> judgments) {
    if (isNone()) {
      return null;
    }
    MaskedValues values = new MaskedValues();
    field("context", given.context(), values);
    attributes(given.attributes(), values);
    attributes(given.extensions(), values);
    for (Message message : given.messages()) {
      field("text", message.text(), values);
      attributes(message.attributes(), values);
      attributes(message.extensions(), values);
    }
    for (Output output : given.outputs()) {
      field("text", output.text(), values);
      field("author", output.author(), values);
      attributes(output.attributes(), values);
      attributes(output.extensions(), values);
    }
    for (Detection detection : given.detections()) {
      for (Detection.Reading reading : detection.readings()) {
        if (masks(Place.named(null, reading.attribute()))) {
          values.add(reading.value());
        }
      }
    }
    for (Judgment judgment : judgments) {
      field("stakeholder", judgment.stakeholder(), values);
      attributes(judgment.circumstances(), values);
      attributes(judgment.extensions(), values);
    }
    return values.isEmpty() ? null : values;
  }

  private void field(String name, @Nullable String text, MaskedValues values) {
    if (text != null && masks(name)) {
      values.add(text);
    }
  }

  private void attributes(Attributes attributes, MaskedValues values) {
    attributes.asMap().forEach((name, value) -> collect(Place.named(null, name), value, values));
  }

  private void collect(Place place, @Nullable Object value, MaskedValues values) {
    if (masks(place)) {
      values.add(value);
    } else if (value instanceof Map<?, ?> tree) {
      tree.forEach((name, inner) -> collect(Place.named(place, (String) name), inner, values));
    } else if (value instanceof List<?> items) {
      for (int i = 0; i < items.size(); i++) {
        collect(place.item(i), items.get(i), values);
      }
    }
  }
}
