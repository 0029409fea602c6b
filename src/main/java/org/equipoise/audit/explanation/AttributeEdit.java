package org.equipoise.audit.explanation;

import java.util.LinkedHashMap;
import java.util.Map;
import org.equipoise.facts.Attributes;
import org.jspecify.annotations.Nullable;

/** Sets or removes one attribute and leaves the others unchanged. */
final class AttributeEdit {
  private AttributeEdit() {}

  /**
   * Returns the attributes with a value under a dotted name, or without the name if the value is
   * null.
   */
  static Attributes with(Attributes attributes, String name, @Nullable Object value) {
    Map<String, Object> tree = replaced(attributes.asMap(), name, value);
    return Attributes.of(tree != null ? tree : added(attributes.asMap(), name, value));
  }

  /**
   * Returns the tree with the value in place of an existing one, or null if the name does not
   * exist.
   */
  private static @Nullable Map<String, Object> replaced(
      Map<String, Object> tree, String name, @Nullable Object value) {
    if (tree.containsKey(name)) {
      Map<String, Object> copy = new LinkedHashMap<>(tree);
      if (value == null) {
        copy.remove(name);
      } else {
        copy.put(name, value);
      }
      return copy;
    }
    for (int dot = name.indexOf('.'); dot >= 0; dot = name.indexOf('.', dot + 1)) {
      if (tree.get(name.substring(0, dot)) instanceof Map<?, ?> inner) {
        Map<String, Object> changed = replaced(asTree(inner), name.substring(dot + 1), value);
        if (changed != null) {
          Map<String, Object> copy = new LinkedHashMap<>(tree);
          copy.put(name.substring(0, dot), changed);
          return copy;
        }
      }
    }
    return null;
  }

  /**
   * Returns the tree with the value under a new name, within the existing objects of the dotted
   * name.
   */
  private static Map<String, Object> added(
      Map<String, Object> tree, String name, @Nullable Object value) {
    Map<String, Object> copy = new LinkedHashMap<>(tree);
    if (value == null) {
      return copy;
    }
    int dot = name.indexOf('.');
    String first = dot < 0 ? name : name.substring(0, dot);
    Object there = tree.get(first);
    if (dot < 0 || (there != null && !(there instanceof Map<?, ?>))) {
      copy.put(name, value);
    } else {
      Map<String, Object> inner = there instanceof Map<?, ?> map ? asTree(map) : Map.of();
      copy.put(first, added(inner, name.substring(dot + 1), value));
    }
    return copy;
  }

  @SuppressWarnings("unchecked") // only Attributes makes these maps, with string keys
  private static Map<String, Object> asTree(Map<?, ?> inner) {
    return (Map<String, Object>) inner;
  }
}
