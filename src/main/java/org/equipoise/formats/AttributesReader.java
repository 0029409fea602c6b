package org.equipoise.formats;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.equipoise.facts.Attributes;
import org.equipoise.facts.Disputed;
import org.equipoise.formats.internal.Quoted;
import org.jspecify.annotations.Nullable;

/** Reads attributes, and fields that are carried along, from the current place of a line. */
final class AttributesReader {
  /** Says that the line must be read again to find which of its attribute names comes twice. */
  static final class NameTwice extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NameTwice() {
      super(null, null, false, false);
    }
  }

  private final JsonLine line;

  AttributesReader(JsonLine line) {
    this.line = line;
  }

  /** The attributes that the current token must open. */
  Attributes attributes() throws RefusedLineException {
    line.requireObject();
    Names names = line.tracksNames() ? new Names() : null;
    Map<String, Object> tree = new LinkedHashMap<>();
    for (String name = line.field(); name != null; name = line.field()) {
      line.requireNew(tree, name);
      String dotted = names == null ? null : names.add(line, name);
      line.next();
      tree.put(name, value(names, dotted, false));
    }
    try {
      return Attributes.of(tree);
    } catch (IllegalArgumentException e) {
      throw line.tracksNames() ? e : new NameTwice();
    }
  }

  /**
   * Reads a field that is carried along, whose name is current. It is nobody's fact, so whatever
   * JSON it holds is taken: a number that attributes cannot hold is kept as text, as it is spelt.
   * Only an object's field that comes twice is refused, as one of the two could not be kept.
   */
  void extension(Map<String, Object> extensions, String name) throws RefusedLineException {
    line.requireNew(extensions, name);
    line.next();
    extensions.put(name, untouched());
  }

  private @Nullable Object untouched() throws RefusedLineException {
    switch (line.token()) {
      case START_OBJECT -> {
        Map<String, Object> tree = new LinkedHashMap<>();
        for (String name = line.anyField(); name != null; name = line.anyField()) {
          extension(tree, name);
        }
        return tree;
      }
      case START_ARRAY -> {
        List<Object> items = new ArrayList<>();
        while (line.element()) {
          items.add(untouched());
        }
        return items;
      }
      case VALUE_STRING -> {
        return line.spelling();
      }
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> {
        Number held = line.held();
        return held != null ? held : line.spelling();
      }
      default -> {
        return scalar();
      }
    }
  }

  /** The value, which the current token starts, of what is neither null nor disputed. */
  Object plain() throws RefusedLineException {
    Object value = value(null, null, true);
    if (value == null) {
      throw line.wrongType("a value");
    }
    return value;
  }

  /**
   * An attribute's value, which the current token starts.
   *
   * @param names the dotted names met so far, or null if they are not tracked
   * @param dotted this attribute's name, if they are
   * @param inList whether the value stands in a list, where nothing can be disputed by name
   */
  private @Nullable Object value(@Nullable Names names, @Nullable String dotted, boolean inList)
      throws RefusedLineException {
    switch (line.token()) {
      case START_OBJECT -> {
        return object(names, dotted, inList);
      }
      case START_ARRAY -> {
        List<Object> items = new ArrayList<>();
        while (line.element()) {
          items.add(value(null, null, true));
        }
        return items;
      }
      default -> {
        return scalar();
      }
    }
  }

  private Object object(@Nullable Names names, @Nullable String dotted, boolean inList)
      throws RefusedLineException {
    int start = line.offset();
    int valueAt = start;
    int credenceAt = -1;
    Map<String, Object> tree = new LinkedHashMap<>();
    for (String name = line.field(); name != null; name = line.field()) {
      line.requireNew(tree, name);
      String inner = names == null || dotted == null ? null : names.add(line, dotted + "." + name);
      line.next();
      if (name.equals("credence")) {
        credenceAt = line.offset();
      } else if (name.equals("value")) {
        valueAt = line.offset();
      }
      tree.put(name, value(names, inner, inList));
    }
    return credenceAt < 0 ? tree : disputed(tree, start, valueAt, credenceAt, inList);
  }

  private Disputed disputed(
      Map<String, Object> tree, int start, int valueAt, int credenceAt, boolean inList)
      throws RefusedLineException {
    String form = "a disputed attribute is written `{\"value\":…,\"credence\":…}`";
    if (inList) {
      throw line.refused(
          "bad-dispute",
          start,
          line.subject(),
          "what stands in a list cannot be disputed",
          "dispute the list as a whole");
    }
    if (!tree.containsKey("value")) {
      throw line.refused(
          "bad-dispute", start, line.subject(), "a credence stands here without a `value`", form);
    }
    for (String name : tree.keySet()) {
      if (!name.equals("value") && !name.equals("credence")) {
        throw line.refused(
            "bad-dispute",
            start,
            line.subject(),
            "beside `value` and `credence` stands " + Quoted.of(name),
            form + " and holds nothing else");
      }
    }
    if (!(tree.get("credence") instanceof Number credence)) {
      throw line.refused(
          "wrong-type",
          credenceAt,
          line.subject() + ".credence",
          "must be a number, not " + kindOf(tree.get("credence")),
          form);
    }
    double share = credence.doubleValue();
    if (!(share > 0 && share < 1)) {
      throw line.refused(
          "out-of-range",
          credenceAt,
          line.subject() + ".credence",
          "`" + credence + "` is not above 0 and below 1",
          share == 1 ? "what is certain is not disputed: write the value alone" : null);
    }
    Object value = tree.get("value");
    if (value instanceof Map || value instanceof Disputed) {
      throw line.refused(
          "bad-dispute",
          valueAt,
          line.subject() + ".value",
          "an object cannot be disputed as a whole",
          "dispute its fields one by one");
    }
    return new Disputed(value, share);
  }

  private static String kindOf(@Nullable Object value) {
    if (value instanceof String) {
      return "text";
    }
    if (value instanceof List) {
      return "a list";
    }
    return value instanceof Map || value instanceof Disputed ? "an object" : "`" + value + "`";
  }

  private @Nullable Object scalar() throws RefusedLineException {
    return switch (line.token()) {
      case VALUE_STRING -> line.rawText();
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> line.rawNumber();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      default -> null;
    };
  }

  /** The dotted names of one set of attributes. */
  private static final class Names {
    private final Set<String> seen = new HashSet<>();

    String add(JsonLine line, String dotted) throws RefusedLineException {
      if (!seen.add(dotted)) {
        throw line.refused(
            "attribute-twice",
            "attribute " + Quoted.of(dotted) + " is given twice, once with dots and once nested",
            "leave one out");
      }
      return dotted;
    }
  }
}
