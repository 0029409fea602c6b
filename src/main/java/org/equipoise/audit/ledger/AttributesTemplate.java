package org.equipoise.audit.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.equipoise.facts.Attributes;
import org.equipoise.facts.internal.AttributeAccess;
import org.equipoise.facts.internal.AttributeNames;
import org.equipoise.formats.internal.CanonicalJson;

/**
 * The names of attributes in canonical JSON, with gaps for the values. Immutable and thread-safe.
 */
final class AttributesTemplate {
  private static final byte[] NOTHING = {};

  private final byte[][] before;
  private final int[] places;
  private final byte[] end;

  /** Creates the template of attributes, which fits all attributes with the same names. */
  AttributesTemplate(Attributes attributes) {
    Outline outline = new Outline(attributes);
    outline.add("", attributes.asMap());
    this.before = outline.before.toArray(byte[][]::new);
    this.places = outline.places.stream().mapToInt(Integer::intValue).toArray();
    this.end = outline.sinceLast();
  }

  /** Walks the names in order. */
  private static final class Outline {
    private final AttributeNames names;
    private final CanonicalJson json = new CanonicalJson();
    private final List<byte[]> before = new ArrayList<>();
    private final List<Integer> places = new ArrayList<>();
    private int last;

    Outline(Attributes attributes) {
      this.names = AttributeAccess.names(attributes);
    }

    void add(String prefix, Map<?, ?> tree) {
      json.beginObject();
      new TreeMap<>(tree)
          .forEach(
              (key, value) -> {
                String name = (String) key;
                json.field(name);
                if (value instanceof Map<?, ?> inner) {
                  add(prefix + name + ".", inner);
                } else {
                  before.add(sinceLast());
                  places.add(names.place(prefix + name));
                  json.end(NOTHING);
                }
              });
      json.endObject();
    }

    /** Returns the bytes written since the place of the last value. */
    byte[] sinceLast() {
      byte[] piece = json.toBytes(last);
      last += piece.length;
      return piece;
    }
  }

  /** Writes attributes with these names. */
  void write(Attributes attributes, CanonicalJson json) {
    json.begin(NOTHING);
    for (int i = 0; i < before.length; i++) {
      json.piece(before[i]).value(AttributeAccess.given(attributes, places[i]));
    }
    json.end(end);
  }
}
