package org.equipoise.formats;

import static org.equipoise.formats.WrittenValues.ascii;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.equipoise.facts.Attributes;
import org.equipoise.facts.Case;
import org.equipoise.facts.Disputed;
import org.equipoise.facts.Output;
import org.equipoise.problem.InvalidInputException;
import org.jspecify.annotations.Nullable;

/**
 * Reads cases that were written in canonical JSON, one after the other. Most have attributes of the
 * same names as some case before: what stands between the values is then compared rather than read.
 * What comes out is always what {@link CaseReader#parseWritten} reads. Not safe for several threads
 * at once.
 */
public final class WrittenCases {
  private static final int MOST_FORMS = 8;
  private static final int MOST_LEARNED = 64;
  private static final int DEEPEST_FORM = 16;

  private static final byte[] ATTRIBUTES = ascii("\"attributes\":");
  private static final byte[] CASE = ascii("\"case\":");
  private static final byte[] CONTEXT = ascii(",\"context\":");
  private static final byte[] OUTPUTS = ascii(",\"outputs\":[");
  private static final byte[] AUTHOR = ascii("\"author\":");
  private static final byte[] OUTPUT = ascii("\"output\":");
  private static final byte[] TEXT = ascii(",\"text\":");
  private static final byte[] END = ascii("]}");

  /**
   * Attributes that others may be like.
   *
   * @param between what stands before each of the values, and after the last
   * @param example has these names
   */
  private record Form(List<byte[]> between, Attributes example) {

    /** The attributes that stand here, if they are of this form; else nothing is passed. */
    @Nullable Attributes read(WrittenValues json) {
      int start = json.at();
      int last = between.size() - 1;
      Object[] leaves = new Object[last];
      for (int i = 0; i < last; i++) {
        Object value = json.passes(between.get(i)) ? json.value() : WrittenValues.UNREAD;
        if (value == WrittenValues.UNREAD) {
          json.goTo(start);
          return null;
        }
        leaves[i] = value;
      }
      if (!json.passes(between.get(last))) {
        json.goTo(start);
        return null;
      }
      return example.withLeaves(Arrays.asList(leaves));
    }
  }

  /**
   * Attributes of no known form.
   *
   * @param at where they start
   * @param output whose they are, from 0; −1 if they are the case's
   */
  private record Strange(int at, int output) {}

  private final List<Form> forms = new ArrayList<>();
  private final List<Strange> strange = new ArrayList<>();
  private int learned;

  /**
   * The case that some bytes hold.
   *
   * @param json holds it in UTF-8
   * @param from where it starts
   * @param to where it ends
   * @param file what problems name as the file
   * @param line what problems name as the line
   * @throws InvalidInputException if the bytes hold no case
   */
  public Case read(byte[] json, int from, int to, String file, int line) {
    strange.clear();
    Case quick = given(new WrittenValues(json, from, to));
    if (quick != null && strange.isEmpty()) {
      return quick;
    }
    String text = new String(json, from, to - from, StandardCharsets.UTF_8);
    Case careful = CaseReader.parseWritten(text, file, line);
    if (quick != null && learned < MOST_LEARNED) {
      for (Strange each : strange) {
        Attributes attributes =
            each.output() < 0
                ? careful.attributes()
                : careful.outputs().get(each.output()).attributes();
        learn(attributes, new WrittenValues(json, each.at(), to));
      }
    }
    return careful;
  }

  // ---- reading

  /** The case that stands here; null if it needs a parser. */
  private @Nullable Case given(WrittenValues json) {
    if (!json.passes('{')) {
      return null;
    }
    Attributes attributes = Attributes.none();
    if (json.passes(ATTRIBUTES)) {
      attributes = attributes(json, -1);
      if (attributes == null || !json.passes(',')) {
        return null;
      }
    }
    String id = json.passes(CASE) ? id(json) : null;
    String context = null;
    if (json.passes(CONTEXT)) {
      context = json.text();
      if (context == null) {
        return null;
      }
    }
    if (id == null || !json.passes(OUTPUTS)) {
      return null;
    }
    List<Output> outputs = new ArrayList<>();
    do {
      Output output = output(json, outputs.size());
      if (output == null || outputs.stream().anyMatch(it -> it.id().equals(output.id()))) {
        return null;
      }
      outputs.add(output);
    } while (json.passes(','));
    return json.passes(END) && json.isEnd()
        ? new Case(id, context, attributes, outputs, List.of(), Attributes.none())
        : null;
  }

  private @Nullable Output output(WrittenValues json, int number) {
    if (!json.passes('{')) {
      return null;
    }
    Attributes attributes = Attributes.none();
    if (json.passes(ATTRIBUTES)) {
      attributes = attributes(json, number);
      if (attributes == null || !json.passes(',')) {
        return null;
      }
    }
    String author = null;
    if (json.passes(AUTHOR)) {
      author = json.text();
      if (author == null || !json.passes(',')) {
        return null;
      }
    }
    String id = json.passes(OUTPUT) ? id(json) : null;
    String text = null;
    if (json.passes(TEXT)) {
      text = json.text();
      if (text == null) {
        return null;
      }
    }
    return id != null && json.passes('}')
        ? new Output(id, text, author, attributes, Attributes.none())
        : null;
  }

  private static @Nullable String id(WrittenValues json) {
    String id = json.text();
    return id == null || id.isBlank() || id.chars().anyMatch(Character::isISOControl) ? null : id;
  }

  /** The attributes that start here; none, where no form is theirs, and they are remembered. */
  private @Nullable Attributes attributes(WrittenValues json, int output) {
    for (Form form : forms) {
      Attributes found = form.read(json);
      if (found != null) {
        return found;
      }
    }
    strange.add(new Strange(json.at(), output));
    return json.passesValue() ? Attributes.none() : null;
  }

  // ---- learning

  private void learn(Attributes attributes, WrittenValues json) {
    List<byte[]> between = new ArrayList<>();
    int last = learn(attributes.asMap(), json, json.at(), 1, between);
    if (last < 0) {
      return;
    }
    between.add(json.since(last));
    if (forms.size() == MOST_FORMS) {
      forms.remove(learned % MOST_FORMS);
    }
    forms.add(new Form(between, attributes));
    learned++;
  }

  /**
   * Goes over an object that was read, and over its values.
   *
   * @param since where the value before ends
   * @return where the last value ends, or −1 if the object cannot be part of a form
   */
  private static int learn(
      Map<?, ?> tree, WrittenValues json, int since, int depth, List<byte[]> between) {
    if (depth > DEEPEST_FORM || !json.passes('{')) {
      return -1;
    }
    int last = since;
    boolean isFirst = true;
    for (Object value : tree.values()) {
      if ((!isFirst && !json.passes(',')) || !json.passesText() || !json.passes(':')) {
        return -1;
      }
      isFirst = false;
      if (value instanceof Map<?, ?> inner) {
        last = learn(inner, json, last, depth + 1, between);
      } else {
        between.add(json.since(last));
        last = json.passesValue() ? json.at() : -1;
      }
      if (last < 0 || value instanceof Disputed) {
        return -1;
      }
    }
    return json.passes('}') ? last : -1;
  }
}
