package org.equipoise.decision;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.equipoise.facts.Attributes;
import org.equipoise.facts.Case;
import org.equipoise.facts.DeonticStatus;
import org.equipoise.facts.Disputed;
import org.equipoise.facts.Judgment;
import org.equipoise.facts.Output;
import org.equipoise.facts.Session;

/** Random cases, and random judgments on them. */
final class RandomCases {
  private RandomCases() {}

  /**
   * A case with some attributes disputed, one of which no rule reads; in some, blocking every
   * output is an answer.
   */
  static Case given(Random random, int disputes) {
    List<String> outputs = List.of("a", "b", "c").subList(0, 1 + random.nextInt(3));
    Map<String, Map<String, Object>> attributes = new TreeMap<>();
    List<String> places = new ArrayList<>(List.of("/c"));
    attributes.put("", new LinkedHashMap<>(Map.of("c", random.nextBoolean())));
    for (String output : outputs) {
      Map<String, Object> its = new LinkedHashMap<>();
      for (String name : List.of("x", "y", "z", "unread")) {
        if (random.nextInt(3) > 0) {
          its.put(name, random.nextInt(3) > 0);
        }
        places.add(output + "/" + name);
      }
      attributes.put(output, its);
    }
    Collections.shuffle(places, random);
    for (String place : places.subList(0, disputes)) {
      String[] at = place.split("/", -1);
      attributes
          .get(at[0])
          .put(at[1], new Disputed(random.nextInt(3) > 0, 0.25 * (1 + random.nextInt(3))));
    }
    return new Case(
        "C-1",
        null,
        Attributes.of(attributes.get("")),
        outputs.stream().map(it -> Output.of(it, Attributes.of(attributes.get(it)))).toList(),
        List.of(),
        Attributes.none(),
        null,
        List.of(),
        Session.NONE,
        random.nextInt(4) == 0 ? true : null);
  }

  static List<Judgment> judgments(Random random, Case given, int count) {
    List<Judgment> judgments = new ArrayList<>();
    List<String> outputs = new ArrayList<>(given.outputs().stream().map(Output::id).toList());
    for (int i = 0; i < count; i++) {
      Collections.shuffle(outputs, random);
      Judgment.Verdict verdict =
          outputs.size() > 1 && random.nextInt(4) == 0
              ? new Judgment.Preference(outputs.get(0), outputs.get(1))
              : new Judgment.OnOutput(
                  outputs.get(0), List.of(DeonticStatus.values()).get(random.nextInt(3)));
      judgments.add(
          new Judgment(
              "J-" + i,
              given.id(),
              verdict,
              random.nextBoolean() ? "half" : "whole",
              0.25 * (1 + random.nextInt(4)),
              null,
              Attributes.of(Map.of("p", random.nextBoolean(), "k", random.nextBoolean())),
              Attributes.none()));
    }
    return judgments;
  }
}
