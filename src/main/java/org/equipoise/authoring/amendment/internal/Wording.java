package org.equipoise.authoring.amendment.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.equipoise.authoring.amendment.Ground;
import org.equipoise.authoring.amendment.internal.Option.Candidate;
import org.equipoise.constitution.DefinedRule;
import org.equipoise.facts.DeonticStatus;

/** Changes in the words of a rule's author. */
public final class Wording {
  private Wording() {}

  /** The condition that lets a rule fall silent as a change wants it. */
  static String condition(Candidate change, String output, boolean isAgainst, boolean isFor) {
    if (change.kind() == Option.Kind.YIELD) {
      String status =
          isAgainst == isFor
              ? ""
              : isAgainst ? ", status != \"forbidden\"" : ", status == \"forbidden\"";
      return "not Claim( output == "
          + output
          + ".id, by == "
          + Ground.quoted(Objects.requireNonNull(change.before()).toString())
          + status
          + " )";
    }
    String ofCase = tests(change.where(), Ground.Of.CASE);
    String ofOutput = tests(change.where(), Ground.Of.OUTPUT);
    if (ofOutput.isEmpty()) {
      return "not Case( " + ofCase + " )";
    }
    String matching = "Output( id == " + output + ".id, " + ofOutput + " )";
    return ofCase.isEmpty()
        ? "not " + matching
        : "not ( Case( " + ofCase + " ) and " + matching + " )";
  }

  /** A new principle, from {@code rule} to {@code end}. */
  static String principle(Candidate change, String name, double weight) {
    List<String> lines = new ArrayList<>();
    String ofCase = tests(change.where(), Ground.Of.CASE);
    lines.add("rule " + Ground.quoted(name));
    lines.add("    @Principle( weight = " + weight + " )");
    lines.add("when");
    if (!ofCase.isEmpty()) {
      lines.add("    Case( " + ofCase + " )");
    }
    String ofOutput = tests(change.where(), Ground.Of.OUTPUT);
    lines.add("    $o : Output(" + (ofOutput.isEmpty() ? "" : " " + ofOutput + " ") + ")");
    lines.add("then");
    String word = change.status() == DeonticStatus.FORBIDDEN ? "forbid" : "permit";
    String status = change.status() == DeonticStatus.FORBIDDEN ? "forbidden" : "permitted";
    lines.add("    " + word + "( $o, \"people judged the like of it " + status + "\" );");
    lines.add("end");
    return String.join("\n", lines);
  }

  /** What a change says, for a comment above it and for people. */
  public static String inWords(Candidate change) {
    return switch (change.kind()) {
      case EXCEPT -> "except where " + where(change.where());
      case YIELD ->
          "yields to `" + Objects.requireNonNull(change.before()).name() + "` where they disagree";
      case WIDEN ->
          "no longer asks for "
              + change.drops().stream()
                  .map(it -> "`" + it.text() + "`")
                  .collect(Collectors.joining(" and "));
      case ENACT ->
          "a new principle: "
              + (change.status() == DeonticStatus.FORBIDDEN ? "forbidden" : "permitted")
              + " where "
              + where(change.where());
      case SUSPEND -> "suspended";
    };
  }

  static String where(List<Ground> where) {
    return where.stream().map(Wording::inWords).collect(Collectors.joining(" and "));
  }

  private static String inWords(Ground ground) {
    String subject = "the " + ground.of().word() + "'s `" + ground.attribute() + "` ";
    List<Object> values = ground.values();
    return subject
        + switch (ground.test()) {
          case IS -> "is " + shown(values.get(0));
          case AT_MOST -> "is at most " + shown(values.get(0));
          case AT_LEAST -> "is at least " + shown(values.get(0));
          case CONTAINS -> "contains " + shown(values.get(0));
          case IN ->
              "is one of " + values.stream().map(Wording::shown).collect(Collectors.joining(", "));
          case MISSING -> "is missing";
        };
  }

  private static String shown(Object value) {
    return value instanceof String it ? Ground.quoted(it) : value.toString();
  }

  private static String tests(List<Ground> where, Ground.Of of) {
    return where.stream()
        .filter(it -> it.of() == of)
        .map(Ground::inRules)
        .collect(Collectors.joining(", "));
  }

  /** A rule as a comment, line by line. */
  static String commentedOut(DefinedRule rule) {
    return rule.text()
        .lines()
        .map(it -> ("// " + it).stripTrailing())
        .collect(Collectors.joining("\n"));
  }
}
