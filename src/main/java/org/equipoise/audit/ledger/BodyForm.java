package org.equipoise.audit.ledger;

import static java.util.Map.entry;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.equipoise.constitution.Action;
import org.equipoise.constitution.Trigger;
import org.equipoise.facts.DeonticStatus;
import org.equipoise.formats.JudgmentReader;
import org.equipoise.formats.internal.Quoted;
import org.equipoise.problem.InvalidInputException;
import org.jspecify.annotations.Nullable;

/**
 * Which fields the body of each kind of entry has, as {@link EntryKind} writes them. What decisions
 * hold is checked by {@link DecisionForm}, and amendments by {@link AmendmentCheck}.
 */
final class BodyForm {
  private static final Form TEXT = simple("text", JsonNode::isTextual);
  private static final Form TRUTH = simple("`true` or `false`", JsonNode::isBoolean);
  private static final Form NUMBER = simple("a number", JsonNode::isNumber);
  private static final Form TREE = simple("an object", JsonNode::isObject);
  private static final Form COUNT =
      simple(
          "a whole number from 0 on",
          it -> it.isIntegralNumber() && it.canConvertToLong() && it.longValue() >= 0);
  private static final Form WHOLE =
      simple("a whole number", it -> it.isIntegralNumber() && it.canConvertToLong());
  private static final Form TIME = simple("a time", it -> it.isTextual() && isTime(it.asText()));
  private static final Form DURATION =
      simple("a duration", it -> it.isTextual() && isDuration(it.asText()));
  private static final Form STATUS =
      simple("a status", it -> it.isTextual() && DeonticStatus.of(it.asText()).isPresent());

  private static final Form TICKET =
      object(
          must("act", TEXT), must("constitution", TEXT), must("expires", TIME), must("id", TEXT));

  private static final Form REVIEW =
      object(
          must("blind", TRUTH),
          may("planted", BodyForm::planted),
          must("seconds", simple("a number from 0 on", it -> it.isNumber() && it.asDouble() >= 0)));

  private static final Form DOCKET = object(must("cases", list(TEXT)), must("ledger", TEXT));

  private static final Form TEXTS =
      object(must("attributes", COUNT), must("corrected", TRUTH), must("settled", COUNT));

  private static final Map<EntryKind, Form> BODIES =
      Map.ofEntries(
          entry(EntryKind.ADOPTION, object(must("name", TEXT), must("version", TEXT))),
          entry(
              EntryKind.ANSWER,
              object(
                  may("by", TEXT),
                  must("entry", WHOLE),
                  may("judgments", list(BodyForm::judgment)),
                  must("passes", TRUTH),
                  may("review", REVIEW),
                  may("ticket", TICKET),
                  may("why", TEXT))),
          entry(
              EntryKind.AUDIT,
              object(
                  must("act", word("open", "commit", "reveal-seed", "reveal")),
                  may("annotators", list(TEXT)),
                  must("by", TEXT),
                  may("commitment", TEXT),
                  may("commitments", TREE),
                  may("due", TIME),
                  may("items", list(TEXT)),
                  may("revealed", TREE),
                  must("round", TEXT),
                  must("rubric", TEXT),
                  may("sample", COUNT))),
          entry(
              EntryKind.DECISION,
              object(
                  must("decision", TREE),
                  must(
                      "facts",
                      object(
                          must("case", TREE),
                          must("judgments", list(TREE)),
                          may("masked", list(TEXT)),
                          may("objects", list(TEXT)))),
                  may("mode", word("enforce", "shadow")))),
          entry(
              EntryKind.ERASURE, object(must("by", TEXT), must("entry", WHOLE), must("why", TEXT))),
          entry(EntryKind.ERROR, object(may("case", TEXT), must("cause", TEXT))),
          entry(EntryKind.LOSS, object(must("cause", TEXT), must("entries", COUNT))),
          entry(EntryKind.OUTCOME, object(must("entry", WHOLE), must("what", TEXT))),
          entry(
              EntryKind.OVERRIDE,
              object(
                  must("action", word(Stream.of(Action.values()).map(Action::word))),
                  must("by", TEXT),
                  must("entry", WHOLE),
                  may("output", TEXT),
                  must("why", TEXT))),
          entry(
              EntryKind.REDEMPTION,
              object(
                  must("act", TEXT), must("entry", WHOLE), must("id", TEXT), must("result", TEXT))),
          entry(EntryKind.REFUSAL, object(must("cause", TEXT))),
          entry(
              EntryKind.TICKET,
              object(must("arguments", TEXT), must("entry", WHOLE), must("ticket", TICKET))),
          entry(
              EntryKind.TRIGGER,
              object(
                  must("bound", NUMBER),
                  must("docket", DOCKET),
                  must("of", word(Stream.of(Trigger.Kind.values()).map(Trigger.Kind::word))),
                  may("subject", TEXT),
                  may("texts", TEXTS),
                  must("values", list(NUMBER)),
                  must("window", DURATION))));

  private BodyForm() {}

  /** Returns what is wrong with the fields of a body, or null if nothing is. */
  static @Nullable String fault(EntryKind kind, JsonNode body) {
    Form form = BODIES.get(kind);
    return form == null ? null : form.fault(body, "");
  }

  /** What a value should be. */
  private interface Form {
    /** Returns what is wrong with the value at a path, or null if nothing is. */
    @Nullable String fault(JsonNode value, String path);
  }

  private record Field(String name, boolean isRequired, Form form) {}

  private static Field must(String name, Form form) {
    return new Field(name, true, form);
  }

  private static Field may(String name, Form form) {
    return new Field(name, false, form);
  }

  private static Form simple(String wanted, Predicate<JsonNode> isOne) {
    return (value, path) -> isOne.test(value) ? null : "`" + path + "` must be " + wanted;
  }

  private static Form word(String... words) {
    return word(Stream.of(words));
  }

  private static Form word(Stream<String> words) {
    List<String> known = words.toList();
    return simple(
        "`" + String.join("`, `", known) + "`",
        it -> it.isTextual() && known.contains(it.asText()));
  }

  private static Form list(Form item) {
    return (value, path) -> {
      if (!value.isArray()) {
        return "`" + path + "` must be a list";
      }
      for (int i = 0; i < value.size(); i++) {
        String fault = item.fault(value.get(i), path + "[" + i + "]");
        if (fault != null) {
          return fault;
        }
      }
      return null;
    };
  }

  private static Form object(Field... fields) {
    return (value, path) -> {
      String wrong = TREE.fault(value, path);
      if (wrong != null) {
        return wrong;
      }
      String before = path.isEmpty() ? "" : path + ".";
      for (Field field : fields) {
        JsonNode found = value.get(field.name());
        String place = before + field.name();
        if (found == null && field.isRequired()) {
          return "`" + place + "` is missing";
        }
        String fault = found == null ? null : field.form().fault(found, place);
        if (fault != null) {
          return fault;
        }
      }
      return unknown(value, before, fields);
    };
  }

  private static @Nullable String unknown(JsonNode value, String before, Field... fields) {
    for (Map.Entry<String, JsonNode> each : value.properties()) {
      if (Stream.of(fields).noneMatch(it -> it.name().equals(each.getKey()))) {
        return "there is no field `"
            + before
            + Quoted.plain(each.getKey())
            + "` in entries of this kind";
      }
    }
    return null;
  }

  private static @Nullable String planted(JsonNode value, String path) {
    String wrong = TREE.fault(value, path);
    if (wrong != null) {
      return wrong;
    }
    for (Map.Entry<String, JsonNode> each : value.properties()) {
      String fault = STATUS.fault(each.getValue(), path + "." + Quoted.plain(each.getKey()));
      if (fault != null) {
        return fault;
      }
    }
    return null;
  }

  private static @Nullable String judgment(JsonNode value, String path) {
    try {
      JudgmentReader.parseWritten(value, path);
      return null;
    } catch (InvalidInputException e) {
      return e.problems().get(0).code().equals("too-deep")
          ? "`" + path + "` is nested too deep to be read"
          : DecisionForm.fault(path, e);
    }
  }

  private static boolean isTime(String text) {
    try {
      return Instant.parse(text).toString().equals(text);
    } catch (DateTimeException e) {
      return false;
    }
  }

  private static boolean isDuration(String text) {
    try {
      return Duration.parse(text).toString().equals(text);
    } catch (DateTimeException e) {
      return false;
    }
  }
}
