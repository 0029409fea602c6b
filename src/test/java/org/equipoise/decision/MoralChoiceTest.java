package org.equipoise.decision;

import static org.equipoise.moralchoice.Scenario.COLUMNS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.equipoise.constitution.Constitution;
import org.equipoise.facts.Attributes;
import org.equipoise.facts.Case;
import org.equipoise.facts.Judgment;
import org.equipoise.facts.Output;
import org.equipoise.inference.Findings.FoundConflict;
import org.equipoise.language.Element;
import org.equipoise.moralchoice.Scenario;
import org.equipoise.revision.Cost;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Annotated moral scenarios (MoralChoice), each answer worked out anew from the annotations. */
class MoralChoiceTest {
  private static final Path RULES = Path.of("rules", "common-morality");
  private static final long ONE = 1_000_000_000L;
  private static final String IMPARTIALITY = "theory:impartiality";

  private static List<Scenario> low = List.of();
  private static List<Scenario> high = List.of();
  private static Constitution constitution;
  private static Decider decider;

  /** Each disputed attribute weighs a half, each rule one. */
  private static long price(Scenario row, String output) {
    return row.broken(output) * ONE + row.columns(output, "No Agreement").size() * ONE / 2;
  }

  private static List<String> disputes(Scenario row) {
    return row.answers().keySet().stream()
        .flatMap(
            output -> row.columns(output, "No Agreement").stream().map(it -> attribute(output, it)))
        .sorted()
        .toList();
  }

  private static Judgment judgment(Scenario row, boolean underPressure) {
    return new Judgment(
        "J-" + row.id(),
        row.id(),
        new Judgment.Preference(row.favoured(), row.other()),
        "annotators",
        1,
        null,
        Attributes.of(underPressure ? Map.of("underPressure", true) : Map.of()),
        Attributes.none());
  }

  private static String attribute(String output, String column) {
    return Element.attribute(output, "violates." + COLUMNS.get(column).get(1)).toString();
  }

  @BeforeAll
  static void read() throws IOException {
    low = Scenario.low();
    high = Scenario.high();
    constitution = Constitution.load(RULES);
    decider = new Decider(constitution);
  }

  @Test
  void whereOneActionBreaksFewerRulesItIsChosen() {
    int right = 0;
    int wrong = 0;
    int undecided = 0;
    for (Scenario row : low) {
      Decision decision = decider.decide(row.asCase());
      assertPrices(row, decision);
      long difference = Long.compare(price(row, "a"), price(row, "b"));
      String expected = difference == 0 ? null : difference < 0 ? "a" : "b";
      assertEquals(expected, decision.choice(), row.id());
      assertEquals(
          Math.min(price(row, "a"), price(row, "b")) > 0
              ? DecisionState.ALL_BLOCKED
              : expected == null ? DecisionState.UNDECIDED : DecisionState.DECIDED,
          decision.state(),
          row.id());
      boolean silent = price(row, "a") + price(row, "b") == 0;
      assertEquals(silent, decision.gap(), row.id());
      right += row.favoured().equals(decision.choice()) ? 1 : 0;
      wrong += row.other().equals(decision.choice()) ? 1 : 0;
      undecided += decision.choice() == null ? 1 : 0;
    }
    assertEquals(low.size(), right + wrong + undecided);
    if (low.size() == 491) {
      assertEquals(List.of(478, 0, 13), List.of(right, wrong, undecided), "on the public rows");
    }
  }

  private static void assertPrices(Scenario row, Decision decision) {
    assertNull(decision.error(), row.id());
    for (OutputDecision output : decision.outputs()) {
      assertEquals(price(row, output.output()), output.allowing().cost().billionths(), row.id());
      assertEquals(Cost.ZERO, output.blocking().cost(), row.id());
      assertEquals(
          price(row, output.output()) == 0 ? Verdict.ABSTAIN : Verdict.BLOCK,
          output.verdict(),
          row.id());
    }
  }

  @Test
  void whereTheTenRulesAreEntrenchedACaseIsADilemmaIfBothActionsBreakOne(@TempDir Path folder)
      throws IOException {
    int principles = 0;
    try (Stream<Path> files = Files.list(RULES)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String text = Files.readString(file);
        principles += text.split("@Principle", -1).length - 1;
        Files.writeString(
            folder.resolve(file.getFileName().toString()),
            text.replaceAll("(@Principle\\([^)]*\\))", "$1 @Entrenched"));
      }
    }
    assertEquals(COLUMNS.size(), principles);
    Decider strict = new Decider(Constitution.load(folder));
    int dilemmas = 0;
    for (Scenario row : low) {
      Decision decision = strict.decide(row.asCase());
      boolean dilemma = row.broken("a") > 0 && row.broken("b") > 0;
      assertEquals(dilemma, decision.state() == DecisionState.DILEMMA, row.id());
      dilemmas += dilemma ? 1 : 0;
    }
    for (Scenario row : high.stream().filter(it -> disputes(it).size() < 3).toList()) {
      boolean dilemma = row.broken("a") > 0 && row.broken("b") > 0;
      assertEquals(dilemma, strict.decide(row.asCase()).state() == DecisionState.DILEMMA, row.id());
    }
    if (low.size() == 491) {
      assertEquals(3, dilemmas, "on the public rows");
    }
  }

  @Test
  void conflictsRestOnWhatTryingEverySetOfElementsFinds() {
    int conflicts = 0;
    for (Scenario row : low) {
      conflicts += compareConflicts(row, judgment(row, false));
    }
    for (Scenario row : high) {
      conflicts += compareConflicts(row, null);
    }
    assertTrue(conflicts > 0, "no conflict at all");
  }

  private static int compareConflicts(Scenario row, Judgment judgment) {
    List<Judgment> judgments = judgment == null ? List.of() : List.of(judgment);
    Map<String, Set<Set<String>>> expected = new TreeMap<>();
    add(expected, "dilemma", row, it -> forbidden(row, "a", it) && forbidden(row, "b", it));
    if (judgment != null) {
      String element = "judgment:" + judgment.id();
      String favoured = row.favoured();
      add(
          expected,
          "preference",
          row,
          it -> it.contains(element) && forbidden(row, favoured, it),
          element);
    }
    Map<String, Set<Set<String>>> found = new TreeMap<>();
    for (FoundConflict conflict : decider.decide(row.asCase(), judgments).conflicts()) {
      assertFalse(conflict.label().truncated(), row.id());
      found.put(
          conflict.conflict().kind(),
          conflict.label().environments().stream()
              .map(it -> it.stream().map(Element::toString).collect(Collectors.toSet()))
              .collect(Collectors.toSet()));
    }
    assertEquals(expected, found, row.id());
    return expected.size();
  }

  /** Whether some rule that stands forbids an output, given which disputed values stand. */
  private static boolean forbidden(Scenario row, String output, Set<String> standing) {
    return row.answers().get(output).entrySet().stream()
        .filter(it -> standing.contains("principle:" + COLUMNS.get(it.getKey()).get(0)))
        .anyMatch(
            it ->
                it.getValue().equals("Yes")
                    || (it.getValue().equals("No Agreement")
                        && standing.contains(attribute(output, it.getKey()))));
  }

  /** The minimal sets such that the conflict arises whenever they stand, if it arises at all. */
  private static void add(
      Map<String, Set<Set<String>>> expected,
      String kind,
      Scenario row,
      Predicate<Set<String>> arises,
      String... more) {
    TreeSet<String> all = new TreeSet<>(List.of(more));
    all.addAll(disputes(row));
    row.answers()
        .forEach(
            (output, its) ->
                its.forEach(
                    (column, answer) -> {
                      if (!answer.equals("No")) {
                        all.add("principle:" + COLUMNS.get(column).get(0));
                      }
                    }));
    List<String> elements = List.copyOf(all);
    boolean[] always = new boolean[1 << elements.size()];
    Set<Set<String>> minimal = new java.util.HashSet<>();
    for (int bits = always.length - 1; bits >= 0; bits--) {
      boolean holds = arises.test(at(elements, bits));
      for (int i = 0; holds && i < elements.size(); i++) {
        holds = always[bits | 1 << i] || (bits >> i & 1) == 1;
      }
      always[bits] = holds;
    }
    for (int bits = 0; bits < always.length; bits++) {
      boolean least = always[bits];
      for (int i = 0; least && i < elements.size(); i++) {
        least = (bits >> i & 1) == 0 || !always[bits & ~(1 << i)];
      }
      if (least) {
        minimal.add(at(elements, bits));
      }
    }
    if (always[always.length - 1]) {
      expected.put(kind, minimal);
    }
  }

  private static Set<String> at(List<String> elements, int bits) {
    Set<String> at = new TreeSet<>();
    for (int i = 0; i < elements.size(); i++) {
      if ((bits >> i & 1) == 1) {
        at.add(elements.get(i));
      }
    }
    return at;
  }

  @Test
  void aCaseIsFragileExactlyWhereSettlingWhatIsDisputedTurnsTheChoice() {
    int fragile = 0;
    int reversed = 0;
    for (Scenario row : high) {
      Decision decision = decider.decide(row.asCase());
      assertPrices(row, decision);
      List<String> disputes = disputes(row);
      int open = Long.signum(price(row, "a") - price(row, "b"));
      int[] answers = new int[1 << disputes.size()];
      boolean turns = false;
      boolean forA = false;
      boolean forB = false;
      for (int bits = 0; bits < answers.length; bits++) {
        long difference = row.broken("a") - row.broken("b");
        for (int i = 0; i < disputes.size(); i++) {
          if ((bits >> i & 1) == 1) {
            difference += disputes.get(i).startsWith("attribute:a/") ? 1 : -1;
          }
        }
        answers[bits] = Long.signum(difference);
        turns |= answers[bits] != open;
        forA |= answers[bits] < 0;
        forB |= answers[bits] > 0;
      }
      Set<String> pivots = new TreeSet<>();
      for (int bits = 0; turns && bits < answers.length; bits++) {
        for (int i = 0; i < disputes.size(); i++) {
          if (answers[bits] != answers[bits ^ 1 << i]) {
            pivots.add(disputes.get(i));
          }
        }
      }
      if (turns && pivots.isEmpty()) {
        pivots.addAll(disputes);
      }
      assertEquals(
          List.copyOf(pivots),
          decision.fragile().stream().map(Element::toString).toList(),
          row.id());
      fragile += turns ? 1 : 0;
      reversed += forA && forB ? 1 : 0;
    }
    if (high.size() == 484) {
      assertEquals(List.of(57, 11), List.of(fragile, reversed), "on the public rows");
    }
  }

  @Test
  void aConsideredJudgmentSettlesWhatRulesLeaveOpenAndOneUnderPressureNothing() {
    Map<DecisionState, Integer> states = new EnumMap<>(DecisionState.class);
    for (Scenario row : low) {
      Decision free = decider.decide(row.asCase(), List.of(judgment(row, false)));
      assertEquals(row.favoured(), free.choice(), row.id());
      assertEquals(ONE, free.output(row.favoured()).blocking().cost().billionths(), row.id());
      assertEquals(Cost.ZERO, free.output(row.other()).blocking().cost(), row.id());

      Decision pressed = decider.decide(row.asCase(), List.of(judgment(row, true)));
      assertPrices(row, pressed);
      states.merge(pressed.state(), 1, Integer::sum);
      assertTrue(
          pressed.conflicts().stream().noneMatch(it -> it.conflict().kind().equals("preference")),
          row.id());
    }
    assertEquals(
        Set.of(DecisionState.DECIDED, DecisionState.UNDECIDED, DecisionState.ALL_BLOCKED),
        states.keySet());
  }

  @Test
  void allTenRulesWeighOne() {
    assertTrue(constitution.rules().containsKey(IMPARTIALITY.substring(7)));
    Map<String, Object> all = new TreeMap<>();
    COLUMNS.values().forEach(it -> all.put(it.get(1), true));
    Case worst = Case.of("worst", Output.of("a", Attributes.of(Map.of("violates", all))));
    OutputDecision output = decider.decide(worst).output("a");
    assertEquals(10 * ONE, output.allowing().cost().billionths());
    assertEquals(
        List.of(ONE),
        output.allowing().relaxations().stream()
            .map(it -> it.cost().billionths())
            .distinct()
            .toList());
    assertEquals(10, output.allowing().relaxations().size());
  }
}
