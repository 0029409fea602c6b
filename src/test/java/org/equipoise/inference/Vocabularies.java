package org.equipoise.inference;

import java.util.List;
import java.util.Map;
import org.equipoise.inference.Script.Field;

/** What generated rules may name: ids, and the fields of each type of fact with their kinds. */
final class Vocabularies {
  static final List<String> OUTPUTS = List.of("a", "b", "c");
  static final List<String> JUDGMENTS = List.of("J1", "J2", "J3", "J4");
  static final List<String> STATUSES = List.of("forbidden", "permitted", "obligatory");
  static final List<String> TAGS = List.of("t1", "t2");
  static final List<String> RAISED = List.of("s1", "s2");
  static final List<String> ROLES = List.of("user", "tool");

  /** Stakeholders, each of the level of its name. */
  static final List<String> HOLDERS = List.of("of-high", "of-mid");

  record Typed(Field field, String kind) {}

  static final Map<String, List<Typed>> FIELDS =
      Map.ofEntries(
          of(
              "Output",
              List.of(
                  typed("id", "output"),
                  typed("index", "int"),
                  typed("@p", "truth"),
                  typed("@q", "truth"),
                  typed("@n", "number"),
                  typed("@m", "number"),
                  typed("@s", "text"),
                  typed("@flag:p", "flag"),
                  typed("@num:n", "typed number"),
                  typed("@num:s", "typed number"),
                  typed("@text:s", "typed text"),
                  typed("@text:m", "typed text"),
                  typed("@list:l", "list"))),
          of(
              "Case",
              List.of(
                  typed("@u", "truth"),
                  typed("@v", "number"),
                  typed("@w", "text"),
                  typed("@num:v", "typed number"))),
          of(
              "Judgment",
              List.of(
                  typed("id", "judgment"),
                  typed("output", "output"),
                  typed("output", "output"),
                  typed("status", "status"),
                  typed("status", "status"),
                  typed("prefer", "output"),
                  typed("over", "output"),
                  typed("age", "age"),
                  typed("@g", "truth"),
                  typed("@h", "number"))),
          of(
              "Claim",
              List.of(
                  typed("output", "output"),
                  typed("output", "output"),
                  typed("status", "status"),
                  typed("status", "status"),
                  typed("over", "output"),
                  typed("by", "element"))),
          of("D", List.of(typed("k", "key"), typed("n", "int"))),
          of(
              "Principle",
              List.of(typed("id", "rule"), typed("tags", "tags"), typed("tags", "tags"))),
          of("Theory", List.of(typed("id", "rule"), typed("tags", "tags"))),
          of("Exclusion", List.of(typed("judgment", "judgment"))),
          of("Stance", List.of(typed("output", "output"), typed("position", "position"))),
          of("Alike", List.of(typed("key", "key"), typed("output", "output"))),
          of(
              "Message",
              List.of(
                  typed("role", "role"),
                  typed("turn", "int"),
                  typed("text", "text"),
                  typed("@p", "truth"),
                  typed("@n", "number"),
                  typed("@flag:p", "flag"),
                  typed("@num:n", "typed number"))),
          of("Session", List.of(typed("@s1", "raised"), typed("@s2", "raised"))));

  private Vocabularies() {}

  private static Map.Entry<String, List<Typed>> of(String type, List<Typed> fields) {
    return Map.entry(type, fields);
  }

  private static Typed typed(String name, String kind) {
    if (!name.startsWith("@")) {
      return new Typed(Field.of(name), kind);
    }
    int colon = name.indexOf(':');
    return new Typed(
        colon < 0
            ? Field.attr(name.substring(1))
            : new Field(name.substring(colon + 1), name.substring(1, colon)),
        kind);
  }
}
