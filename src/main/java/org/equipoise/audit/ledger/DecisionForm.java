package org.equipoise.audit.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.equipoise.decision.Decision;
import org.equipoise.facts.Case;
import org.equipoise.problem.InvalidInputException;
import org.equipoise.problem.Problem;
import org.jspecify.annotations.Nullable;

/**
 * Checks that a recorded decision says what every reader understands alike: written again it is the
 * same, its case and its judgments can be read, it decides on the outputs of that case, and what is
 * said to be masked is.
 */
final class DecisionForm {
  /** What only a file refuses: a host may record such a case, which no replay can read. */
  private static final Set<String> OF_FILES =
      Set.of("too-deep", "bad-id", "half-character", "attribute-twice", "number-too-long");

  /** What a file refuses where it stands for a dispute; a host may mean an object by it. */
  private static final Set<String> OF_DISPUTES =
      Set.of("bad-dispute", "out-of-range", "wrong-type");

  private static final Pattern IN_ATTRIBUTES = Pattern.compile("\\b(attributes|circumstances)\\.");

  private static final int MAX_CHARS = 200;

  private DecisionForm() {}

  /**
   * Returns what is wrong with a decision, or null if nothing is.
   *
   * @param facts its facts as a tree, whose fields {@link BodyForm} has checked
   */
  static @Nullable String fault(RecordedDecision recorded, JsonNode facts) {
    String fault = written(recorded);
    if (fault == null) {
      fault = masked(recorded, facts);
    }
    return fault == null ? decided(recorded) : fault;
  }

  /** Reads the facts and writes them again. */
  private static @Nullable String written(RecordedDecision recorded) {
    String reading = "facts.case";
    try {
      Case given = recorded.given();
      reading = "facts.judgments";
      String other = recorded.difference(given, recorded.judgments());
      return other == null
          ? null
          : "`facts` are not written as facts are, from `" + shortened(other) + "` on";
    } catch (InvalidInputException e) {
      return fault(reading, e);
    }
  }

  /** Returns why something that a ledger holds cannot be read; null if a host may record it. */
  static @Nullable String fault(String path, InvalidInputException refusal) {
    Problem problem = refusal.problems().get(0);
    String subject = problem.subject() == null ? "" : "." + problem.subject();
    boolean mayBeRecorded =
        OF_FILES.contains(problem.code())
            || (OF_DISPUTES.contains(problem.code()) && IN_ATTRIBUTES.matcher(subject).find());
    if (mayBeRecorded) {
      return null;
    }
    return "`" + path + subject + "` cannot be read: " + problem.message();
  }

  private static @Nullable String masked(RecordedDecision recorded, JsonNode facts) {
    List<String> pointers = recorded.masked();
    String before = "";
    for (String pointer : pointers) {
      if (pointer.compareTo(before) <= 0) {
        return "`facts.masked` is not sorted, or names a place twice";
      }
      JsonNode found = DecisionTree.at(facts, pointer);
      if (!found.isTextual() || !Commitment.isOne(found.asText())) {
        return "`facts.masked` names a place at which no commitment stands: `"
            + shortened(pointer)
            + "`";
      }
      before = pointer;
    }
    return null;
  }

  private static @Nullable String decided(RecordedDecision recorded) {
    Decision decision;
    try {
      decision = recorded.decision();
    } catch (DamagedLedgerException e) {
      return shortened(e.what());
    }
    String other = recorded.difference(decision);
    return other == null
        ? null
        : "`decision` is not written as decisions are, from `" + shortened(other) + "` on";
  }

  private static String shortened(String text) {
    return text.length() > MAX_CHARS ? text.substring(0, MAX_CHARS) + "…" : text;
  }
}
