package org.equipoise.constitution;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.equipoise.constitution.Attribute.Missing;
import org.equipoise.constitution.Attribute.Subject;
import org.equipoise.facts.Attributes;
import org.equipoise.facts.Case;
import org.equipoise.facts.Detection;
import org.equipoise.facts.Judgment;
import org.equipoise.facts.Message;
import org.equipoise.facts.Output;

/** What cases and judgments have of the attributes that are declared. */
final class DeclaredFacts {
  private final Map<Subject, List<Attribute>> bySubject = new HashMap<>();

  DeclaredFacts(Iterable<Attribute> declared) {
    declared.forEach(it -> bySubject.computeIfAbsent(it.of(), any -> new ArrayList<>()).add(it));
  }

  List<Attribute> of(Subject subject) {
    return bySubject.getOrDefault(subject, List.of());
  }

  /** The case without values of another type than is declared. */
  Case fitting(Case given) {
    return edited(given, (subject, attributes) -> fitting(subject, attributes));
  }

  /** The judgments without circumstances of another type than is declared. */
  List<Judgment> fitting(List<Judgment> judgments) {
    boolean isChanged = false;
    List<Judgment> all = new ArrayList<>(judgments.size());
    for (Judgment each : judgments) {
      Attributes fitting = fitting(Subject.JUDGMENT, each.circumstances());
      boolean isSame = same(fitting, each.circumstances());
      isChanged |= !isSame;
      all.add(
          isSame
              ? each
              : new Judgment(
                  each.id(),
                  each.caseId(),
                  each.verdict(),
                  each.stakeholder(),
                  each.confidence(),
                  each.at(),
                  fitting,
                  each.extensions()));
    }
    return isChanged ? all : judgments;
  }

  private Attributes fitting(Subject subject, Attributes attributes) {
    Set<String> others = null;
    for (Attribute declared : of(subject)) {
      if (declared.isOfOtherType(attributes.get(declared.name()))) {
        others = others == null ? new HashSet<>() : others;
        others.add(declared.name());
      }
    }
    return others == null ? attributes : Attributes.of(without(others, "", attributes.asMap()));
  }

  private static Map<String, Object> without(
      Set<String> names, String prefix, Map<String, Object> tree) {
    Map<String, Object> left = new LinkedHashMap<>();
    tree.forEach(
        (key, value) -> {
          if (value instanceof Map<?, ?> inner && !names.contains(prefix + key)) {
            left.put(key, without(names, prefix + key + ".", asTree(inner)));
          } else if (!names.contains(prefix + key)) {
            left.put(key, value);
          }
        });
    return left;
  }

  @SuppressWarnings("unchecked") // attributes have texts for keys
  private static Map<String, Object> asTree(Map<?, ?> inner) {
    return (Map<String, Object>) inner;
  }

  /** Each declared attribute that is missing and must not be, as messages name it. */
  List<String> required(Case given, List<Judgment> judgments) {
    List<String> missing = new ArrayList<>();
    Unread unread = Unread.in(given);
    required(Subject.CASE, "", "", given.attributes(), unread, missing);
    for (Output each : given.outputs()) {
      String where = " of output `" + each.id() + "`";
      required(Subject.OUTPUT, each.id(), where, each.attributes(), unread, missing);
    }
    for (Judgment each : judgments) {
      String where = " of judgment `" + each.id() + "`";
      required(Subject.JUDGMENT, "", where, each.circumstances(), Unread.NOTHING, missing);
    }
    for (int turn = 0; turn < given.messages().size(); turn++) {
      Attributes attributes = given.messages().get(turn).attributes();
      String where = " of message " + turn;
      required(Subject.MESSAGE, Message.owner(turn), where, attributes, unread, missing);
    }
    return missing;
  }

  private void required(
      Subject subject,
      String owner,
      String where,
      Attributes attributes,
      Unread unread,
      List<String> missing) {
    for (Attribute declared : of(subject)) {
      boolean isNeeded =
          declared.missing() == Missing.ERROR
              || (unread.has(owner, declared.name()) && !isTried(declared));
      if (isNeeded && isMissing(declared, attributes)) {
        missing.add("`" + declared.name() + "`" + where);
      }
    }
  }

  /** Whether all values of an attribute can be tried where it is unknown. */
  private static boolean isTried(Attribute declared) {
    return (declared.of() == Subject.CASE || declared.of() == Subject.OUTPUT)
        && !declared.possible().isEmpty();
  }

  /**
   * The attributes that a detector failed to read, by what lacks them. Any of them is unknown,
   * whatever is declared of a missing one: else a failure would pass for an absence.
   */
  private record Unread(Set<List<String>> all) {
    static final Unread NOTHING = new Unread(Set.of());

    static Unread in(Case given) {
      if (given.detections().isEmpty()) {
        return NOTHING;
      }
      Set<List<String>> all = new HashSet<>();
      for (Detection detection : given.detections()) {
        for (Detection.Reading reading : detection.readings()) {
          if (reading.isFault()) {
            all.add(List.of(reading.of(), reading.attribute()));
          }
        }
      }
      return new Unread(all);
    }

    boolean has(String owner, String name) {
      return !all.isEmpty() && all.contains(List.of(owner, name));
    }
  }

  private static boolean isMissing(Attribute declared, Attributes attributes) {
    Object value = attributes.get(declared.name());
    return (value == null && !attributes.disputed().containsKey(declared.name()))
        || declared.isOfOtherType(value);
  }

  /** The attributes that are missing and may have any of their values, by output and name. */
  List<UnknownAttribute> unknown(Case given) {
    List<UnknownAttribute> unknown = new ArrayList<>(0);
    Unread unread = Unread.in(given);
    unknown(Subject.CASE, "", given.attributes(), unread, unknown);
    for (Output each : given.outputs()) {
      unknown(Subject.OUTPUT, each.id(), each.attributes(), unread, unknown);
    }
    unknown.sort(UnknownAttribute.ORDER);
    return unknown;
  }

  private void unknown(
      Subject subject,
      String output,
      Attributes attributes,
      Unread unread,
      List<UnknownAttribute> unknown) {
    for (Attribute declared : of(subject)) {
      boolean isOpen =
          declared.missing() == Missing.UNKNOWN
              || (unread.has(output, declared.name()) && isTried(declared));
      if (isOpen && isMissing(declared, attributes)) {
        unknown.add(new UnknownAttribute(output, declared.name(), declared.possible()));
      }
    }
  }

  /** Makes other attributes of those of a case and of all that is in it. */
  private interface Edit {
    Attributes of(Subject subject, Attributes attributes);
  }

  private static Case edited(Case given, Edit edit) {
    Attributes own = edit.of(Subject.CASE, given.attributes());
    List<Output> outputs =
        edited(
            given.outputs(),
            it -> {
              Attributes other = edit.of(Subject.OUTPUT, it.attributes());
              return same(other, it.attributes()) ? it : it.withAttributes(other);
            });
    List<Message> messages =
        edited(
            given.messages(),
            it -> {
              Attributes other = edit.of(Subject.MESSAGE, it.attributes());
              return same(other, it.attributes()) ? it : it.withAttributes(other);
            });
    boolean isSame =
        same(own, given.attributes())
            && same(outputs, given.outputs())
            && same(messages, given.messages());
    return isSame ? given : given.withAttributes(own, outputs, messages);
  }

  private static <T> List<T> edited(List<T> all, UnaryOperator<T> edit) {
    List<T> edited = null;
    for (int i = 0; i < all.size(); i++) {
      T other = edit.apply(all.get(i));
      if (!same(other, all.get(i))) {
        edited = edited == null ? new ArrayList<>(all) : edited;
        edited.set(i, other);
      }
    }
    return edited == null ? all : edited;
  }

  @SuppressWarnings("ReferenceEquality") // what is left as it was is the same instance
  private static boolean same(Object a, Object b) {
    return a == b;
  }

  /** A case in which some unknown attributes have values. */
  static Case settled(Case given, Map<UnknownAttribute, Object> values) {
    if (values.isEmpty()) {
      return given;
    }
    Map<String, SortedMap<String, Object>> byOutput = new HashMap<>();
    values.forEach(
        (unknown, value) ->
            byOutput
                .computeIfAbsent(unknown.output(), it -> new TreeMap<>())
                .put(unknown.name(), value));
    List<Output> outputs =
        edited(
            given.outputs(),
            it -> {
              SortedMap<String, Object> own = byOutput.get(it.id());
              return own == null ? it : it.withAttributes(with(it.attributes(), own));
            });
    SortedMap<String, Object> ofCase = byOutput.get("");
    return given.withAttributes(
        ofCase == null ? given.attributes() : with(given.attributes(), ofCase),
        outputs,
        given.messages());
  }

  private static Attributes with(Attributes attributes, SortedMap<String, Object> more) {
    Map<String, Object> tree = without(more.keySet(), "", attributes.asMap());
    more.forEach((name, value) -> put(tree, name, value));
    return Attributes.of(tree);
  }

  /** Puts a value into the objects that its name says, where there are no values in the way. */
  private static void put(Map<String, Object> tree, String name, Object value) {
    int dot = name.indexOf('.');
    Object inner = dot < 0 ? null : tree.get(name.substring(0, dot));
    if (dot < 0 || (inner != null && !(inner instanceof Map))) {
      tree.put(name, value);
    } else {
      Map<String, Object> below = inner == null ? new LinkedHashMap<>() : asTree((Map<?, ?>) inner);
      tree.put(name.substring(0, dot), below);
      put(below, name.substring(dot + 1), value);
    }
  }
}
