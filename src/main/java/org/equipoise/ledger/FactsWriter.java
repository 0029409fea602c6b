package org.equipoise.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.equipoise.facts.Attributes;
import org.equipoise.facts.Case;
import org.equipoise.facts.Judgment;
import org.equipoise.facts.Judgment.OnOutput;
import org.equipoise.facts.Judgment.Preference;
import org.equipoise.facts.Output;
import org.jspecify.annotations.Nullable;

/** Writes what a decision was made from, with the masked values replaced by commitments. */
final class FactsWriter {
  /** Longer attributes are not likely to come again with the same names. */
  private static final int MOST_OF_A_FORM = 1_000;

  private final CanonicalJson json;
  private final Masking masking;
  private final Attributes.ByNames<AttributesForm> forms;
  private final List<String> masked = new ArrayList<>();
  private byte @Nullable [] salt;

  FactsWriter(CanonicalJson json, Masking masking, Attributes.ByNames<AttributesForm> forms) {
    this.json = json;
    this.masking = masking;
    this.forms = forms;
  }

  /** The salt of the commitments that were written, or null if nothing was masked. */
  byte @Nullable [] salt() {
    return salt;
  }

  /**
   * Writes a case and the judgments on it.
   *
   * @throws IllegalArgumentException if a field that is carried along is not named {@code x-…}
   */
  void write(Case given, List<Judgment> judgments) {
    json.beginObject().field("case");
    write(given);
    json.plainField("judgments").beginList();
    for (int i = 0; i < judgments.size(); i++) {
      write(item("/judgments", i), judgments.get(i));
    }
    json.endList();
    if (!masked.isEmpty()) {
      json.plainField("masked").value(masked.stream().sorted().toList());
    }
    if (!given.facts().isEmpty()) {
      json.plainField("objects").beginList();
      given.facts().forEach(it -> json.string(it.getClass().getName()));
      json.endList();
    }
    json.endObject();
  }

  private void write(Case given) {
    json.beginObject();
    attributes("/case", "attributes", given.attributes());
    json.plainField("case").string(given.id());
    text("/case", "context", given.context());
    json.plainField("outputs").beginList();
    for (int i = 0; i < given.outputs().size(); i++) {
      write(item("/case/outputs", i), given.outputs().get(i));
    }
    json.endList();
    extensions("/case", given.extensions());
    json.endObject();
  }

  private void write(String pointer, Output output) {
    json.beginObject();
    attributes(pointer, "attributes", output.attributes());
    text(pointer, "author", output.author());
    json.plainField("output").string(output.id());
    text(pointer, "text", output.text());
    extensions(pointer, output.extensions());
    json.endObject();
  }

  private void write(String pointer, Judgment judgment) {
    json.beginObject();
    if (judgment.at() != null) {
      json.plainField("at").string(judgment.at().toString());
    }
    json.plainField("case").string(judgment.caseId());
    attributes(pointer, "circumstances", judgment.circumstances());
    json.plainField("confidence").number(judgment.confidence());
    json.plainField("judgment").string(judgment.id());
    if (judgment.verdict() instanceof OnOutput on) {
      json.plainField("output").string(on.output());
      text(pointer, "stakeholder", judgment.stakeholder());
      json.plainField("status").string(on.status().word());
    } else if (judgment.verdict() instanceof Preference preference) {
      json.plainField("over").string(preference.over());
      json.plainField("prefer").string(preference.preferred());
      text(pointer, "stakeholder", judgment.stakeholder());
    }
    extensions(pointer, judgment.extensions());
    json.endObject();
  }

  /** Where something in a list stands; nobody asks unless something may be masked. */
  private String item(String list, int index) {
    return masking.isNone() ? list : list + "/" + index;
  }

  private void text(String pointer, String field, @Nullable String text) {
    if (text == null) {
      return;
    }
    json.plainField(field);
    if (masking.masks(field)) {
      commit(pointer + "/" + field, text);
    } else {
      json.string(text);
    }
  }

  private void attributes(String pointer, String field, Attributes attributes) {
    if (attributes.size() == 0) {
      return;
    }
    json.plainField(field);
    if (masking.isNone() && attributes.size() <= MOST_OF_A_FORM) {
      forms.of(attributes).write(attributes, json);
    } else {
      tree(pointer + "/" + field, "", attributes.asMap());
    }
  }

  private void extensions(String pointer, Attributes extensions) {
    if (extensions.size() == 0) {
      return;
    }
    new TreeMap<>(extensions.asMap())
        .forEach(
            (name, value) -> {
              if (!name.startsWith("x-")) {
                throw new IllegalArgumentException(
                    "the field `" + name + "` cannot be carried along: name it `x-" + name + "`");
              }
              json.field(name);
              value(pointer, "", name, value);
            });
  }

  private void tree(String pointer, String prefix, Map<String, ?> tree) {
    if (masking.isNone()) {
      json.value(tree);
      return;
    }
    json.beginObject();
    new TreeMap<>(tree)
        .forEach(
            (name, value) -> {
              json.field(name);
              value(pointer, prefix, name, value);
            });
    json.endObject();
  }

  @SuppressWarnings("unchecked") // only Attributes makes these maps, with string keys
  private void value(String pointer, String prefix, String name, @Nullable Object value) {
    String place = pointer + "/" + name.replace("~", "~0").replace("/", "~1");
    if (masking.masks(prefix + name)) {
      commit(place, value);
    } else if (value instanceof Map<?, ?> inner) {
      tree(place, prefix + name + ".", (Map<String, ?>) inner);
    } else {
      json.value(value);
    }
  }

  private void commit(String pointer, @Nullable Object value) {
    if (salt == null) {
      salt = Commitment.newSalt();
    }
    json.string(Commitment.of(salt, pointer, value));
    masked.add(pointer);
  }
}
