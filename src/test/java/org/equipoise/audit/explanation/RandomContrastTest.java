package org.equipoise.audit.explanation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import org.equipoise.audit.explanation.Counterfactuals.ChangeKind;
import org.equipoise.audit.explanation.Counterfactuals.Found;
import org.equipoise.audit.explanation.Counterfactuals.Limits;
import org.equipoise.audit.explanation.Counterfactuals.SearchResult;
import org.equipoise.audit.ledger.LedgerEvent;
import org.equipoise.audit.ledger.LedgerOptions;
import org.equipoise.audit.ledger.LedgerRecorder;
import org.equipoise.constitution.Constitution;
import org.equipoise.constitution.DefinedRule;
import org.equipoise.constitution.reading.Subject;
import org.equipoise.decision.Decider;
import org.equipoise.decision.Decision;
import org.equipoise.facts.Attributes;
import org.equipoise.facts.Case;
import org.equipoise.facts.DeonticStatus;
import org.equipoise.facts.Disputed;
import org.equipoise.facts.Judgment;
import org.equipoise.facts.Output;
import org.equipoise.inference.Findings;
import org.equipoise.inference.Inference;
import org.equipoise.language.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The smallest changes that are found are the smallest there are, by trying all. */
class RandomContrastTest {
  private static final int CONSTITUTIONS = Integer.getInteger("equipoise.contrasts", 3);
  private static final int CASES = 8;
  private static final Instant AT = Instant.parse("2026-01-31T10:00:00Z");

  /** Beyond so many changes at once trying all takes too long. */
  private static final int DEEPEST = 2;

  private static final Limits LIMITS = new Limits(1_000, 5);

  /** Every value that an attribute of the name may have; null for none. */
  private static final Map<String, List<Object>> DOMAINS = new LinkedHashMap<>();

  static {
    DOMAINS.put("lie", Arrays.asList(null, true, false));
    DOMAINS.put("harm.bodily", Arrays.asList(null, true, false));
    DOMAINS.put("risk", Arrays.asList(null, -1, 0, 0.5, 1, 1.5, 2, 2.5, 3, 3.5, 4, 9, "high"));
    DOMAINS.put("sort", Arrays.asList(null, "x", "y", "z", 3));
  }

  @TempDir Path parent;

  private Random random;

  @Test
  void noSmallerChangeLeadsThere() {
    long seed = Long.getLong("equipoise.seed", ThreadLocalRandom.current().nextLong());
    System.out.println("RandomContrastTest seed " + seed);
    random = new Random(seed);
    int[] sizes = new int[DEEPEST + 1];
    for (int i = 0; i < CONSTITUTIONS; i++) {
      Constitution constitution = constitution();
      Path folder = parent.resolve("ledger" + i);
      List<Case> cases = new ArrayList<>();
      try (LedgerRecorder recorder = LedgerRecorder.open(folder, LedgerOptions.DEFAULT)) {
        recorder.adopt(AT, constitution);
        for (int c = 0; c < CASES; c++) {
          Case given = given(c);
          cases.add(given);
          List<Judgment> judgments = judgments(given);
          recorder.record(
              new LedgerEvent.DecisionEvent(
                  AT, given, judgments, new Decider(constitution).decide(given, judgments)));
        }
      }
      for (int c = 0; c < CASES; c++) {
        var ledger = org.equipoise.audit.ledger.Ledger.in(folder);
        Explanation explanation = Explanation.of(ledger, c + 1, it -> {});
        assertFalse(explanation.paragraph().isBlank());
        if (explanation.hasFailed()) {
          continue; // a text was compared by size
        }
        Counterfactuals.Case again =
            Counterfactuals.Case.again(constitution, explanation, Optional.empty());
        WantedOutcome goal = again.otherwise(null, null);
        Counterfactuals contrast = again.search(goal, LIMITS, it -> {});
        List<Judgment> judgments = explanation.entry().decision().judgments();
        String where = "constitution " + i + ", case " + c + ": " + goal + "\n" + contrast.lines();
        int facts = facts(constitution, cases.get(c), judgments, goal, contrast, where);
        rules(constitution, cases.get(c), judgments, goal, contrast, where);
        judgments(constitution, cases.get(c), judgments, goal, contrast, where);
        sizes[facts]++;
      }
    }
    System.out.println("RandomContrastTest: fewest facts, none first: " + Arrays.toString(sizes));
    assertTrue(sizes[1] + sizes[2] > 0, "nothing was ever found: " + Arrays.toString(sizes));
  }

  private static SearchResult ways(Counterfactuals contrast, ChangeKind of) {
    return contrast.results().stream().filter(it -> it.kind() == of).findFirst().orElseThrow();
  }

  // ---- facts

  /** A place where a value stands. */
  private record Place(String id, String name) {}

  private int facts(
      Constitution constitution,
      Case given,
      List<Judgment> judgments,
      WantedOutcome goal,
      Counterfactuals contrast,
      String where) {
    SearchResult ways = ways(contrast, ChangeKind.FACTS);
    Decider decider = new Decider(constitution);
    for (Collection<Found> found : List.of(ways.changes(), ways.partial())) {
      for (Found each : found) {
        Case changed = given;
        for (CounterfactualChange change : each.changes()) {
          CounterfactualChange.Fact fact = (CounterfactualChange.Fact) change;
          boolean ofCase = fact.subject() == Subject.CASE;
          changed = with(changed, new Place(ofCase ? "" : fact.id(), fact.attribute()), fact.to());
        }
        Decision decision = decider.decide(changed, judgments);
        assertEquals(each.decision(), decision, where);
        assertEquals(found == ways.changes(), goal.isMetBy(decision), where);
      }
    }
    List<Place> places = new ArrayList<>();
    places.add(new Place("", "lie"));
    given.outputs().forEach(it -> DOMAINS.keySet().forEach(n -> places.add(new Place(it.id(), n))));
    int least = 0;
    for (int size = 1; size <= DEEPEST && least == 0; size++) {
      int bound =
          ways.changes().isEmpty()
              ? Math.min(DEEPEST, ways.complete())
              : ways.changes().get(0).changes().size();
      if (size > bound) {
        break;
      }
      least = reaches(decider, given, judgments, goal, places, 0, size) ? size : 0;
    }
    int found = ways.changes().isEmpty() ? 0 : ways.changes().get(0).changes().size();
    if (found <= DEEPEST && (found > 0 || ways.complete() >= DEEPEST || !ways.isCut())) {
      assertEquals(least, found, where);
      return found;
    }
    assertEquals(0, least, where);
    return 0;
  }

  private boolean reaches(
      Decider decider,
      Case given,
      List<Judgment> judgments,
      WantedOutcome goal,
      List<Place> places,
      int from,
      int more) {
    if (more == 0) {
      return goal.isMetBy(decider.decide(given, judgments));
    }
    for (int i = from; i + more <= places.size(); i++) {
      Place place = places.get(i);
      for (Object value : DOMAINS.get(place.name())) {
        if (reaches(decider, with(given, place, value), judgments, goal, places, i + 1, more - 1)) {
          return true;
        }
      }
    }
    return false;
  }

  private static Case with(Case given, Place place, Object value) {
    if (place.id().isEmpty()) {
      return new Case(
          given.id(),
          given.context(),
          with(given.attributes(), place.name(), value),
          given.outputs(),
          given.facts(),
          given.extensions());
    }
    return new Case(
        given.id(),
        given.context(),
        given.attributes(),
        given.outputs().stream()
            .map(
                it ->
                    it.id().equals(place.id())
                        ? Output.of(it.id(), with(it.attributes(), place.name(), value))
                        : it)
            .toList(),
        given.facts(),
        given.extensions());
  }

  /** Every attribute of these cases may as well stand under its dotted name. */
  private static Attributes with(Attributes attributes, String name, Object value) {
    Map<String, Object> flat = new LinkedHashMap<>();
    for (String each : attributes.names()) {
      Object own =
          attributes.disputed().containsKey(each)
              ? attributes.disputed().get(each)
              : attributes.get(each);
      if (!(own instanceof Map<?, ?>)) {
        flat.put(each, own);
      }
    }
    if (value == null) {
      flat.remove(name);
    } else {
      flat.put(name, value);
    }
    return Attributes.of(flat);
  }

  // ---- rules

  /** What a label says of a rule given up is what deciding without it says. */
  private void rules(
      Constitution constitution,
      Case given,
      List<Judgment> judgments,
      WantedOutcome goal,
      Counterfactuals contrast,
      String where) {
    if (!(goal instanceof WantedOutcome.Told told)) {
      return;
    }
    SearchResult ways = ways(contrast, ChangeKind.RULES);
    Findings findings = Inference.infer(constitution, given, judgments);
    List<DefinedRule> rules =
        constitution.rules().values().stream().filter(it -> !it.rule().entrenched()).toList();
    int least = Integer.MAX_VALUE;
    for (int set = 1; set < 1 << rules.size(); set++) {
      List<Element> relaxed = new ArrayList<>();
      for (int i = 0; i < rules.size(); i++) {
        if ((set >> i & 1) == 1) {
          relaxed.add(rules.get(i).rule().element());
        }
      }
      var verdict = new Decider(constitution).answerWithout(findings, relaxed).verdict();
      var action =
          verdict == org.equipoise.decision.Verdict.ABSTAIN
              ? constitution.settings().onGap()
              : org.equipoise.constitution.Action.valueOf(String.valueOf(verdict));
      if (told.wanted().contains(action)) {
        least = Math.min(least, relaxed.size());
      }
    }
    int found =
        ways.changes().isEmpty() ? Integer.MAX_VALUE : ways.changes().get(0).changes().size();
    if (!ways.isCut()) {
      assertEquals(least, found, where);
    }
  }

  // ---- judgments

  private void judgments(
      Constitution constitution,
      Case given,
      List<Judgment> judgments,
      WantedOutcome goal,
      Counterfactuals contrast,
      String where) {
    for (Found found : ways(contrast, ChangeKind.JUDGMENTS).changes()) {
      List<Judgment> changed = new ArrayList<>(judgments);
      for (CounterfactualChange change : found.changes()) {
        if (change instanceof CounterfactualChange.GivenUp it) {
          changed.removeIf(each -> each.id().equals(it.judgment()));
        } else if (change instanceof CounterfactualChange.Held it) {
          changed.add(
              Judgment.of(
                  "more" + changed.size(),
                  given.id(),
                  new Judgment.OnOutput(it.output(), DeonticStatus.of(it.status()).orElseThrow()),
                  it.confidence()));
        } else {
          CounterfactualChange.Reversed it = (CounterfactualChange.Reversed) change;
          changed.replaceAll(
              each ->
                  each.id().equals(it.judgment())
                      ? Judgment.of(
                          each.id(),
                          given.id(),
                          new Judgment.OnOutput(
                              ((Judgment.OnOutput) each.verdict()).output(),
                              DeonticStatus.of(it.to()).orElseThrow()),
                          each.confidence())
                      : each);
        }
      }
      assertTrue(goal.isMetBy(new Decider(constitution).decide(given, changed)), where);
    }
  }

  // ---- what is tried

  private Constitution constitution() {
    StringBuilder drl = new StringBuilder("package random\n");
    int rules = 4 + random.nextInt(4);
    for (int i = 0; i < rules; i++) {
      drl.append("rule \"r" + i + "\"\n");
      drl.append("    @Principle( weight = " + (1 + random.nextInt(9)) / 10.0 + " )\n");
      drl.append(random.nextInt(12) == 0 ? "    @Entrenched\n" : "");
      drl.append("when\n");
      if (random.nextInt(4) == 0) {
        drl.append("    Case( attr(\"lie\") " + test("lie") + " )\n");
      }
      drl.append("    $o : Output( ");
      List<String> names = new ArrayList<>(DOMAINS.keySet());
      java.util.Collections.shuffle(names, random);
      int tests = 1 + random.nextInt(3);
      for (int t = 0; t < tests; t++) {
        String name = names.get(t);
        drl.append((t == 0 ? "" : ", ") + "attr(\"" + name + "\") " + test(name));
      }
      drl.append(" )\n");
      boolean forbids = i == 0 || random.nextBoolean();
      if (!forbids && random.nextInt(4) == 0) {
        drl.append("    not Claim( output == $o.id, status == \"forbidden\" )\n");
      }
      drl.append("then\n    " + (forbids ? "forbid" : "permit") + "( $o, \"r" + i + "\" );\nend\n");
    }
    String onGap = List.of("allow", "block", "escalate").get(random.nextInt(3));
    return Constitution.of(
        Map.of(
            "constitution.json",
            "{\"name\":\"random\",\"version\":\"1\",\"settings\":{\"onGap\":\"" + onGap + "\"}}",
            "rules.drl",
            drl.toString()));
  }

  private String test(String name) {
    return switch (name) {
      case "risk" ->
          random.nextInt(6) == 0
              ? "== \"high\""
              : List.of("<", "<=", ">", ">=", "==", "!=").get(random.nextInt(6))
                  + " "
                  + (1 + random.nextInt(3));
      case "sort" ->
          random.nextInt(3) == 0
              ? "in (\"x\", \"y\")"
              : (random.nextBoolean() ? "== " : "!= ") + (random.nextBoolean() ? "\"x\"" : "\"y\"");
      default ->
          (random.nextBoolean() ? "== " : "!= ")
              + (random.nextInt(4) == 0 ? "null" : random.nextBoolean());
    };
  }

  private Case given(int number) {
    List<Output> outputs = new ArrayList<>();
    int count = random.nextInt(4) == 0 ? 2 : 1;
    for (int i = 0; i < count; i++) {
      outputs.add(Output.of("o" + i, attributes(DOMAINS.keySet())));
    }
    return new Case(
        "C-" + number, null, attributes(List.of("lie")), outputs, List.of(), Attributes.none());
  }

  private Attributes attributes(Collection<String> names) {
    Map<String, Object> values = new LinkedHashMap<>();
    for (String name : names) {
      List<Object> domain = DOMAINS.get(name);
      Object value = domain.get(random.nextInt(domain.size()));
      if (value != null) {
        boolean isDisputed = value instanceof Boolean && random.nextInt(8) == 0;
        values.put(name, isDisputed ? new Disputed(value, 0.6) : value);
      }
    }
    return Attributes.of(values);
  }

  private List<Judgment> judgments(Case given) {
    List<Judgment> judgments = new ArrayList<>();
    for (Output output : given.outputs()) {
      if (random.nextInt(3) == 0) {
        DeonticStatus status =
            random.nextBoolean() ? DeonticStatus.FORBIDDEN : DeonticStatus.PERMITTED;
        judgments.add(
            Judgment.of(
                "J-" + output.id(),
                given.id(),
                new Judgment.OnOutput(output.id(), status),
                (1 + random.nextInt(10)) / 10.0));
      }
    }
    return judgments;
  }
}
