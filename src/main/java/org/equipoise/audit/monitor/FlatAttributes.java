package org.equipoise.audit.monitor;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.equipoise.facts.Attributes;
import org.equipoise.facts.Disputed;
import org.jspecify.annotations.Nullable;

/** Attributes by their dotted names, with the values as texts. */
final class FlatAttributes {
  /** What a masked value is written as; it tells nothing. */
  private static final String COMMITMENT = "hmac-sha256:";

  private FlatAttributes() {}

  /** Returns the attributes; of a disputed one the asserted value; without masked ones. */
  static SortedMap<String, String> of(Attributes attributes) {
    SortedMap<String, String> flat = new TreeMap<>();
    add("", attributes.asMap(), flat);
    return flat;
  }

  private static void add(String prefix, Map<?, ?> tree, SortedMap<String, String> flat) {
    tree.forEach((name, value) -> add(prefix + name, value, flat));
  }

  private static void add(String name, @Nullable Object value, SortedMap<String, String> flat) {
    if (value instanceof Map<?, ?> inner) {
      add(name + ".", inner, flat);
    } else if (value instanceof Disputed disputed) {
      add(name, disputed.value(), flat);
    } else if (value instanceof List<?> items) {
      flat.put(name, items.toString());
    } else if (!(value instanceof String text) || !text.startsWith(COMMITMENT)) {
      flat.put(name, String.valueOf(value));
    }
  }
}
