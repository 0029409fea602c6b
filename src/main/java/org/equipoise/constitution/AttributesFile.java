package org.equipoise.constitution;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import org.equipoise.constitution.Attribute.Missing;
import org.equipoise.constitution.Attribute.Subject;
import org.equipoise.facts.Values;
import org.equipoise.language.Levels;
import org.equipoise.problem.Problem;
import org.jspecify.annotations.Nullable;

/** {@code attributes.json}: which attributes cases have, and of what type. */
final class AttributesFile extends LocatedJson {
  private static final List<String> FIELDS =
      List.of("of", "type", "min", "max", "values", "says", "missing", "level", "detect");
  private static final String EXAMPLE =
      "`\"harm.severity\": {\"of\": \"output\", \"type\": \"number\"}`";

  private final Map<String, Integer> places = new LinkedHashMap<>();

  private final @Nullable Levels levels;
  private final PatternsField patterns = new PatternsField(this);

  private AttributesFile(SourceFile file, @Nullable Levels levels, Problems problems) {
    super(
        file,
        problems,
        "write `{\"…\": {\"of\": \"output\", \"type\": \"boolean\"}}`",
        "an attribute's declaration is one deep, with lists of values");
    this.levels = levels;
  }

  /**
   * What a file declares.
   *
   * @param declarations as far as they can be understood
   * @param places where each one stands, by name
   * @param isWhole whether there was no problem, so that rules can be checked against them
   */
  record Read(
      SourceFile file, Declarations declarations, Map<String, Integer> places, boolean isWhole) {

    /** Warns of declarations that no rule reads. */
    void unread(List<Attribute> all, Problems problems) {
      for (Attribute attribute : all) {
        if (attribute.isDeclared() && attribute.readBy().isEmpty()) {
          int at = places.getOrDefault(attribute.name(), 0);
          problems.add(
              Problem.warning(
                  "unread-declaration",
                  file.shownAs(),
                  file.line(at),
                  file.column(at),
                  attribute.name(),
                  "no rule reads " + attribute,
                  "read it in a rule, or drop it"));
        }
      }
    }
  }

  /** What the file among others declares, or null if there is none; each problem is reported. */
  static @Nullable Read in(
      List<SourceFile> sources, @Nullable Manifest manifest, Problems problems) {
    for (SourceFile file : sources) {
      if (file.path().equals(FileKind.ATTRIBUTES)) {
        int before = problems.errors();
        AttributesFile reader =
            new AttributesFile(file, manifest == null ? null : manifest.levels(), problems);
        Declarations declarations =
            Declarations.of(
                reader.attributes(),
                manifest == null ? Declarations.Undeclared.WARN : manifest.undeclared());
        return new Read(file, declarations, reader.places, problems.errors() == before);
      }
    }
    return null;
  }

  @SuppressWarnings("unchecked") // LocatedJson makes the maps
  private NavigableMap<String, Attribute> attributes() {
    TreeMap<String, Attribute> byName = new TreeMap<>();
    Map<String, Located> top = top();
    if (top == null) {
      return byName;
    }
    top.forEach(
        (name, located) -> {
          places.put(name, located.offset());
          if (!isName(name, located)) {
            return;
          }
          if (located.value() instanceof Map<?, ?> fields) {
            byName.put(name, attribute(name, located, (Map<String, Located>) fields));
          } else {
            wrong(located, name, "an object", "write " + EXAMPLE);
          }
        });
    inside(byName, top);
    return byName;
  }

  private boolean isName(String name, Located located) {
    boolean hasEmptyStep = name.startsWith(".") || name.endsWith(".") || name.contains("..");
    if (!name.isBlank()
        && name.equals(name.strip())
        && !hasEmptyStep
        && name.codePoints().noneMatch(LocatedJson::isUnreadable)) {
      return true;
    }
    String shown = SourceFile.shorten(name.replaceAll("\\p{C}", "?"));
    problem(
        "wrong-value",
        located.offset(),
        null,
        "`" + shown + "` is not the name of an attribute",
        "write names as cases do, with dots between the steps of nested objects");
    return false;
  }

  /** What is in something must be in an object. */
  private void inside(NavigableMap<String, Attribute> byName, Map<String, Located> top) {
    byName.forEach(
        (name, inner) -> {
          for (int end = name.lastIndexOf('.'); end > 0; end = name.lastIndexOf('.', end - 1)) {
            Attribute outer = byName.get(name.substring(0, end));
            if (outer != null
                && (outer.type() != Attribute.Type.OBJECT || outer.of() != inner.of())) {
              boolean isObject = outer.type() == Attribute.Type.OBJECT;
              problem(
                  "wrong-value",
                  Objects.requireNonNull(top.get(name)).offset(),
                  name,
                  "`"
                      + name
                      + "` is inside of `"
                      + outer.name()
                      + "`, which is declared as "
                      + (isObject ? "an attribute of " + plural(outer) : inWords(outer)),
                  isObject ? "give both the same `of`" : "declare it as an object, or drop one");
            }
          }
        });
  }

  private static String plural(Attribute attribute) {
    return attribute.of() == null ? "something else" : attribute.of().plural();
  }

  private static String inWords(Attribute attribute) {
    return attribute.type() == null ? "something else" : attribute.type().inWords();
  }

  private Attribute attribute(String name, Located at, Map<String, Located> fields) {
    String prefix = name + ".";
    known(fields, prefix, FIELDS);
    required(fields, at, name, "of", "output");
    required(fields, at, name, "type", "boolean");
    Subject of = word(fields, prefix, "of", Subject.values(), Subject.OUTPUT);
    Attribute.Type type =
        word(fields, prefix, "type", Attribute.Type.values(), Attribute.Type.BOOLEAN);
    boolean isTyped = fields.containsKey("type");
    BigDecimal min = limit(fields, prefix, "min", type, isTyped);
    BigDecimal max = limit(fields, prefix, "max", type, isTyped);
    if (min != null && max != null && min.compareTo(max) > 0) {
      wrong(
          Objects.requireNonNull(fields.get("max")),
          prefix + "max",
          "at least `min`, " + min.toPlainString(),
          null);
    }
    List<Object> values = values(fields, prefix, type, isTyped, min, max);
    Missing missing = word(fields, prefix, "missing", Missing.values(), Missing.ABSENT);
    Attribute attribute =
        new Attribute(
            name,
            of,
            type,
            missing,
            min,
            max,
            values,
            text(fields, prefix, "says"),
            level(fields, prefix),
            List.of(),
            true,
            patterns.read(fields, prefix, isTyped ? type : null, of));
    if (missing == Missing.UNKNOWN) {
      enumerable(attribute, fields, prefix);
    }
    return attribute;
  }

  private void required(
      Map<String, Located> fields, Located at, String name, String field, String example) {
    if (!fields.containsKey(field)) {
      problem(
          "missing-field",
          at.offset(),
          name,
          "the field `" + field + "` of `" + SourceFile.shorten(name) + "` is missing",
          "write `\"" + field + "\": \"" + example + "\"`");
    }
  }

  /** Every value that an unknown attribute may have is tried, so all have to be known. */
  private void enumerable(Attribute attribute, Map<String, Located> fields, String prefix) {
    Located at = Objects.requireNonNull(fields.get("missing"));
    if (attribute.of() == Subject.JUDGMENT || attribute.of() == Subject.MESSAGE) {
      problem(
          "wrong-value",
          at.offset(),
          prefix + "missing",
          "only attributes of cases and outputs can be unknown",
          "let `missing` be `absent` or `error`");
    } else if (attribute.possible().isEmpty() && fields.containsKey("type")) {
      boolean isEnumerable =
          attribute.type() == Attribute.Type.TEXT || attribute.type() == Attribute.Type.NUMBER;
      problem(
          "wrong-value",
          at.offset(),
          prefix + "missing",
          "nobody can try every value of " + inWords(attribute),
          isEnumerable
              ? "list its `values`, or let `missing` be `absent` or `error`"
              : "let `missing` be `absent` or `error`");
    }
  }

  private @Nullable String level(Map<String, Located> fields, String prefix) {
    String level = text(fields, prefix, "level");
    Located located = fields.get("level");
    return level == null || located == null || isLevel(level, levels, located, prefix + "level")
        ? level
        : null;
  }

  private @Nullable String text(Map<String, Located> fields, String prefix, String key) {
    Located located = fields.get(key);
    if (located == null) {
      return null;
    }
    if (located.value() instanceof String it
        && !it.isBlank()
        && it.codePoints().noneMatch(LocatedJson::isUnreadable)) {
      return it;
    }
    wrong(
        located, prefix + key, "a text of one character or more, on one line", "put it in quotes");
    return null;
  }

  private @Nullable BigDecimal limit(
      Map<String, Located> fields,
      String prefix,
      String key,
      Attribute.Type type,
      boolean isTyped) {
    Located located = fields.get(key);
    if (located == null) {
      return null;
    }
    if (isTyped && type != Attribute.Type.NUMBER) {
      problem(
          "wrong-value",
          located.offset(),
          prefix + key,
          "`" + key + "` is for numbers, and this attribute is " + type.inWords(),
          "drop it");
      return null;
    }
    if (located.value() instanceof Double) {
      return new BigDecimal(located.shown());
    }
    wrong(located, prefix + key, "a number", "write it without quotes");
    return null;
  }

  private List<Object> values(
      Map<String, Located> fields,
      String prefix,
      Attribute.Type type,
      boolean isTyped,
      @Nullable BigDecimal min,
      @Nullable BigDecimal max) {
    Located located = fields.get("values");
    if (located == null) {
      return List.of();
    }
    if (isTyped && (type == Attribute.Type.BOOLEAN || type == Attribute.Type.OBJECT)) {
      problem(
          "wrong-value",
          located.offset(),
          prefix + "values",
          "`values` are for numbers, texts and lists, and this attribute is " + type.inWords(),
          "drop them");
      return List.of();
    }
    if (!(located.value() instanceof List<?> items) || items.isEmpty()) {
      wrong(located, prefix + "values", "a list of one value or more", "write `\"values\": [ … ]`");
      return List.of();
    }
    List<Object> values = new ArrayList<>();
    for (Object item : items) {
      Located each = (Located) item;
      Object value = each.value() instanceof Double ? new BigDecimal(each.shown()) : each.value();
      boolean isFitting =
          type == Attribute.Type.NUMBER
              ? value instanceof BigDecimal
              : value instanceof String
                  || (type == Attribute.Type.LIST && value instanceof BigDecimal);
      if (!isFitting && isTyped) {
        wrong(
            each,
            prefix + "values",
            type == Attribute.Type.LIST ? "a text or a number" : type.inWords(),
            type == Attribute.Type.NUMBER ? "write it without quotes" : "put it in quotes");
      } else if (value instanceof BigDecimal it
          && ((min != null && it.compareTo(min) < 0) || (max != null && it.compareTo(max) > 0))) {
        wrong(each, prefix + "values", "between `min` and `max`", null);
      } else if (value != null && values.stream().anyMatch(it -> Values.equal(it, value))) {
        problem(
            "wrong-value",
            each.offset(),
            prefix + "values",
            "this value is given twice",
            "keep one");
      } else if (value != null) {
        values.add(value);
      }
    }
    return values;
  }
}
