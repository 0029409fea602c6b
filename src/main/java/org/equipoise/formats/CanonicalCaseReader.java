package org.equipoise.formats;

import static org.equipoise.formats.internal.CanonicalScanner.ascii;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.equipoise.facts.Attributes;
import org.equipoise.facts.Case;
import org.equipoise.facts.Disputed;
import org.equipoise.facts.Output;
import org.equipoise.facts.Session;
import org.equipoise.facts.internal.AttributeAccess;
import org.equipoise.formats.internal.CanonicalScanner;
import org.equipoise.problem.InvalidInputException;
import org.jspecify.annotations.Nullable;

/**
 * Reads cases that were written in canonical JSON, one after the other. Most have attributes of the
 * same names as some case before: what stands between the values is then compared rather than read.
 * What comes out is always what {@link CaseReader#parseWritten} reads. Not safe for several threads
 * at once.
 */
public final class CanonicalCaseReader {
  private static final int MAX_FORMS = 8;
  private static final int MAX_LEARNED_FORMS = 64;
  private static final int MAX_FORM_NESTING = 16;

  private static final byte[] AT = ascii("\"at\":");
  private static final byte[] ATTRIBUTES = ascii("\"attributes\":");
  private static final byte[] CASE = ascii("\"case\":");
  private static final byte[] CONTEXT = ascii(",\"context\":");
  private static final byte[] OUTPUTS = ascii(",\"outputs\":[");
  private static final byte[] AUTHOR = ascii("\"author\":");
  private static final byte[] OUTPUT = ascii("\"output\":");
  private static final byte[] TEXT = ascii(",\"text\":");
  private static final byte[] END = ascii("]}");

  /** Attributes that others may be like: of the same names, with some other values. */
  private static final class Form {
    private final byte[] example;
    private final int[] starts;
    private final int[] ends;
    private final int[] valueAt;
    private final Attributes attributes;
    private final int[] changed;
    private final List<Object> others = new ArrayList<>();

    /**
     * @param example what stood there
     * @param starts where its values start in that
     * @param ends where they end
     * @param attributes what it was
     */
    Form(byte[] example, int[] starts, int[] ends, Attributes attributes) {
      this.example = example;
      this.starts = starts;
      this.ends = ends;
      this.valueAt = new int[example.length];
      Arrays.fill(valueAt, -1);
      for (int value = 0; value < starts.length; value++) {
        // Where the value ends, another may go on.
        Arrays.fill(valueAt, starts[value], ends[value] + 1, value);
      }
      this.attributes = attributes;
      this.changed = new int[starts.length];
    }

    /** The attributes that stand here, if they are of this form; else nothing is passed. */
    @Nullable Attributes read(CanonicalScanner json) {
      int start = json.at();
      others.clear();
      int last = -1;
      int alike = json.passesAlike(example, 0);
      while (alike < example.length) {
        int value = valueAt[alike];
        Object other = CanonicalScanner.UNREAD;
        if (value > last) {
          json.goTo(json.at() - (alike - starts[value]));
          other = json.value();
        }
        if (other == CanonicalScanner.UNREAD) {
          json.goTo(start);
          return null;
        }
        changed[others.size()] = value;
        others.add(other);
        alike = ends[value] + json.passesAlike(example, ends[value]);
        last = value;
      }
      return AttributeAccess.withLeaves(attributes, Arrays.copyOf(changed, others.size()), others);
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
  private int end;

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
    CanonicalScanner values = new CanonicalScanner(json, from, to);
    Case quick = given(values);
    if (quick != null && !values.isEnd()) {
      quick = null;
    }
    if (quick != null && strange.isEmpty()) {
      return quick;
    }
    String text = new String(json, from, to - from, StandardCharsets.UTF_8);
    Case careful = CaseReader.parseWritten(text, file, line);
    if (quick != null && learned < MAX_LEARNED_FORMS) {
      for (Strange each : strange) {
        Attributes attributes =
            each.output() < 0
                ? careful.attributes()
                : careful.outputs().get(each.output()).attributes();
        learn(attributes, new CanonicalScanner(json, each.at(), to));
      }
    }
    return careful;
  }

  /**
   * The case that starts at some place, as far as it can be read for what others were; null if it
   * cannot.
   *
   * @param json holds it in UTF-8
   * @param from where it starts
   * @param to where it ends at the latest
   */
  public @Nullable Case readAt(byte[] json, int from, int to) {
    CanonicalScanner values = new CanonicalScanner(json, from, to);
    Case quick = given(values);
    end = values.at();
    return strange.isEmpty() ? quick : null;
  }

  /** Where the case ended that {@link #readAt} read last. */
  public int end() {
    return end;
  }

  // ---- reading

  /**
   * The case that stands here; null if it needs a parser. Attributes of a form that is not known
   * are strange, and left out.
   */
  private @Nullable Case given(CanonicalScanner json) {
    strange.clear();
    if (!json.passes('{')) {
      return null;
    }
    Instant at = null;
    if (json.passes(AT)) {
      at = instant(json.text());
      if (at == null || !json.passes(',')) {
        return null;
      }
    }
    Attributes attributes = attributes(json, -1);
    if (attributes == null) {
      return null;
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
      if (output == null || has(outputs, output.id())) {
        return null;
      }
      outputs.add(output);
    } while (json.passes(','));
    return json.passes(END)
        ? new Case(
            id,
            context,
            attributes,
            outputs,
            List.of(),
            Attributes.none(),
            at,
            List.of(),
            Session.NONE,
            null)
        : null;
  }

  private static @Nullable Instant instant(@Nullable String text) {
    try {
      return text == null ? null : Instant.parse(text);
    } catch (DateTimeParseException e) {
      return null;
    }
  }

  private static boolean has(List<Output> outputs, String id) {
    for (Output each : outputs) {
      if (each.id().equals(id)) {
        return true;
      }
    }
    return false;
  }

  private @Nullable Output output(CanonicalScanner json, int number) {
    if (!json.passes('{')) {
      return null;
    }
    Attributes attributes = attributes(json, number);
    if (attributes == null) {
      return null;
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

  private static @Nullable String id(CanonicalScanner json) {
    String id = json.text();
    if (id == null || id.isBlank()) {
      return null;
    }
    for (int i = 0; i < id.length(); i++) {
      if (Character.isISOControl(id.charAt(i))) {
        return null;
      }
    }
    return id;
  }

  /** The attributes, if there are any here before other fields; null if they need a parser. */
  private @Nullable Attributes attributes(CanonicalScanner json, int output) {
    if (!json.passes(ATTRIBUTES)) {
      return Attributes.none();
    }
    Attributes found = ofSomeForm(json, output);
    return found != null && json.passes(',') ? found : null;
  }

  /** The attributes that start here; none, where no form is theirs, and they are remembered. */
  private @Nullable Attributes ofSomeForm(CanonicalScanner json, int output) {
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

  private void learn(Attributes attributes, CanonicalScanner json) {
    int start = json.at();
    IntStream.Builder starts = IntStream.builder();
    IntStream.Builder ends = IntStream.builder();
    if (!learn(attributes.asMap(), json, 1, starts, ends)) {
      return;
    }
    if (forms.size() == MAX_FORMS) {
      forms.remove(learned % MAX_FORMS);
    }
    forms.add(
        new Form(
            json.since(start),
            starts.build().map(it -> it - start).toArray(),
            ends.build().map(it -> it - start).toArray(),
            attributes));
    learned++;
  }

  /**
   * Goes over an object that was read, and over its values.
   *
   * @param starts takes where they start
   * @param ends takes where they end
   * @return whether the object can be part of a form
   */
  private static boolean learn(
      Map<?, ?> tree,
      CanonicalScanner json,
      int depth,
      IntStream.Builder starts,
      IntStream.Builder ends) {
    if (depth > MAX_FORM_NESTING || !json.passes('{')) {
      return false;
    }
    boolean isFirst = true;
    for (Object value : tree.values()) {
      if ((!isFirst && !json.passes(',')) || !json.passesText() || !json.passes(':')) {
        return false;
      }
      isFirst = false;
      int start = json.at();
      if (value instanceof Map<?, ?> inner) {
        if (!learn(inner, json, depth + 1, starts, ends)) {
          return false;
        }
      } else if (value instanceof Disputed || !json.passesValue()) {
        return false;
      } else {
        starts.add(start);
        ends.add(json.at());
      }
    }
    return json.passes('}');
  }
}
