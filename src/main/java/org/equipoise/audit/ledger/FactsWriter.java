package org.equipoise.audit.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.equipoise.audit.ledger.Masking.Place;
import org.equipoise.constitution.metering.Meter;
import org.equipoise.facts.Attributes;
import org.equipoise.facts.Case;
import org.equipoise.facts.Judgment;
import org.equipoise.facts.Judgment.OnOutput;
import org.equipoise.facts.Judgment.Preference;
import org.equipoise.facts.Message;
import org.equipoise.facts.Output;
import org.equipoise.facts.internal.AttributeNames;
import org.equipoise.facts.internal.ByNames;
import org.equipoise.formats.internal.CanonicalJson;
import org.jspecify.annotations.Nullable;

/** Writes the input of a decision. Commitments replace masked values and texts that reveal them. */
final class FactsWriter {
  /** In pointers to what only hosts read, and to what is within it. */
  private static final String EXTENSION = "/x-";

  private final CanonicalJson json;
  private final Masking masking;
  private final @Nullable MaskedValues values;
  private final ByNames<AttributesTemplate> forms;
  private final List<String> masked = new ArrayList<>();

  /**
   * Creates a writer.
   *
   * @param values the masked values; null if there are none
   */
  FactsWriter(
      CanonicalJson json,
      Masking masking,
      @Nullable MaskedValues values,
      ByNames<AttributesTemplate> forms) {
    this.json = json;
    this.masking = masking;
    this.values = values;
    this.forms = forms;
  }

  /**
   * Writes a case and its judgments.
   *
   * @throws IllegalArgumentException if the name of an extension field does not start with {@code
   *     x-}
   */
  void write(Case given, List<Judgment> judgments) {
    json.beginObject().field("case");
    write(given);
    json.plainField("judgments").beginList();
    for (int i = 0; i < judgments.size(); i++) {
      Meter.step();
      write(item("/judgments", i), judgments.get(i));
    }
    json.endList();
    if (!masked.isEmpty()) {
      json.plainField("masked").beginList();
      masked.stream().sorted().forEach(json::string);
      json.endList();
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
    if (given.at() != null) {
      json.plainField("at").string(given.at().toString());
    }
    attributes("/case", "attributes", given.attributes());
    name("/case", "case", given.id());
    text("/case", "context", given.context());
    if (!given.detections().isEmpty()) {
      new DetectionsWriter(json, masking, values, masked).write(given.detections());
    }
    if (!given.messages().isEmpty()) {
      json.plainField("messages").beginList();
      for (int i = 0; i < given.messages().size(); i++) {
        Meter.step();
        write(item("/case/messages", i), given.messages().get(i));
      }
      json.endList();
    }
    if (given.noneIsFine() != null) {
      json.plainField("noneIsFine").bool(given.noneIsFine());
    }
    json.plainField("outputs").beginList();
    for (int i = 0; i < given.outputs().size(); i++) {
      Meter.step();
      write(item("/case/outputs", i), given.outputs().get(i));
    }
    json.endList();
    if (!given.session().isEmpty()) {
      json.plainField("session").beginList();
      int place = 0;
      for (String name : given.session().raised()) {
        String pointer = item("/case/session", place++);
        if (values != null && values.areToldBy(name)) {
          commit(values, pointer, name);
        } else {
          json.string(name);
        }
      }
      json.endList();
    }
    extensions("/case", given.extensions());
    json.endObject();
  }

  private void write(String pointer, Output output) {
    json.beginObject();
    attributes(pointer, "attributes", output.attributes());
    text(pointer, "author", output.author());
    name(pointer, "output", output.id());
    text(pointer, "text", output.text());
    extensions(pointer, output.extensions());
    json.endObject();
  }

  private void write(String pointer, Message message) {
    json.beginObject();
    attributes(pointer, "attributes", message.attributes());
    json.plainField("role").string(message.role().word());
    text(pointer, "text", message.text());
    extensions(pointer, message.extensions());
    json.endObject();
  }

  private void write(String pointer, Judgment judgment) {
    json.beginObject();
    if (judgment.at() != null) {
      json.plainField("at").string(judgment.at().toString());
    }
    name(pointer, "case", judgment.caseId());
    attributes(pointer, "circumstances", judgment.circumstances());
    json.plainField("confidence").number(judgment.confidence());
    name(pointer, "judgment", judgment.id());
    if (judgment.verdict() instanceof OnOutput on) {
      name(pointer, "output", on.output());
      text(pointer, "stakeholder", judgment.stakeholder());
      json.plainField("status").string(on.status().word());
    } else if (judgment.verdict() instanceof Preference preference) {
      name(pointer, "over", preference.over());
      name(pointer, "prefer", preference.preferred());
      text(pointer, "stakeholder", judgment.stakeholder());
    }
    extensions(pointer, judgment.extensions());
    json.endObject();
  }

  /** Returns the place of an item in a list. Needed only if something is masked. */
  private String item(String list, int index) {
    return values == null ? list : list + "/" + index;
  }

  /**
   * Writes an id. If it reveals a masked value, it is masked in the same way everywhere, so that it
   * still links entries.
   */
  private void name(String pointer, String field, String name) {
    String shown = values == null ? name : values.name(name);
    json.plainField(field).string(shown);
    if (!shown.equals(name)) {
      masked.add(pointer + "/" + field);
    }
  }

  private void text(String pointer, String field, @Nullable String text) {
    if (text == null) {
      return;
    }
    json.plainField(field);
    if (values != null && (masking.masks(field) || values.areToldByProse(text))) {
      commit(values, pointer + "/" + field, text);
    } else {
      json.string(text);
    }
  }

  private void attributes(String pointer, String field, Attributes attributes) {
    if (attributes.size() == 0) {
      return;
    }
    json.plainField(field);
    if (values == null && attributes.size() <= AttributeNames.MAX_KEPT_NAMES) {
      forms.of(attributes).write(attributes, json);
    } else {
      tree(pointer + "/" + field, null, attributes.asMap());
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
              value(pointer, null, name, value);
            });
  }

  private void tree(String pointer, @Nullable Place before, Map<?, ?> tree) {
    if (values == null) {
      json.value(tree);
      return;
    }
    json.beginObject();
    new TreeMap<>(tree)
        .forEach(
            (name, value) -> {
              json.field((String) name);
              value(pointer, before, (String) name, value);
            });
    json.endObject();
  }

  private void value(String pointer, @Nullable Place before, String name, @Nullable Object value) {
    if (values == null) {
      json.value(value);
    } else {
      value(
          pointer + "/" + name.replace("~", "~0").replace("/", "~1"),
          Place.named(before, name),
          value,
          values);
    }
  }

  private void value(String pointer, Place place, @Nullable Object value, MaskedValues hidden) {
    boolean isTold =
        pointer.contains(EXTENSION) ? hidden.areToldByProse(value) : hidden.areToldBy(value);
    if (isTold || masking.masks(place)) {
      commit(hidden, pointer, value);
    } else if (value instanceof Map<?, ?> inner) {
      tree(pointer, place, inner);
    } else if (value instanceof List<?> items) {
      json.beginList();
      for (int i = 0; i < items.size(); i++) {
        value(pointer + "/" + i, place.item(i), items.get(i), hidden);
      }
      json.endList();
    } else {
      json.value(value);
    }
  }

  private void commit(MaskedValues hidden, String pointer, @Nullable Object value) {
    json.string(Commitment.of(hidden.salt(), pointer, value));
    masked.add(pointer);
  }
}
