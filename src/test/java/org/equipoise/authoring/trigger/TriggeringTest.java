package org.equipoise.authoring.trigger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.equipoise.constitution.Constitution;
import org.equipoise.constitution.Settings.Triggers;
import org.equipoise.constitution.Trigger;
import org.equipoise.constitution.Trigger.Kind;
import org.equipoise.facts.Attributes;
import org.equipoise.facts.Case;
import org.equipoise.facts.DeonticStatus;
import org.equipoise.facts.Judgment;
import org.equipoise.facts.Output;
import org.equipoise.formats.Corpus.JudgedCase;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TriggeringTest {
  private static final String NO_DOSE = "principle:no-dose";
  private static final Constitution CLINIC =
      Constitution.of(
          Map.of(
              "constitution.json",
              "{\"name\": \"clinic\", \"version\": \"1\"}",
              "rules.drl",
              """
              rule "no-dose" @Principle( weight = 0.8 )
              when $o : Output( attr("dose") == true ) then forbid( $o, "a dose" ); end

              rule "no-poison" @Principle @Entrenched
              when $o : Output( attr("poison") == true ) then forbid( $o, "poison" ); end

              rule "answer" @Principle @Entrenched
              when $o : Output( attr("asked") == true ) then permit( $o, "asked" ); end
              """));

  private int next;

  private static Triggers bounds(
      @Nullable Double index,
      @Nullable Integer overrides,
      @Nullable Double share,
      @Nullable Integer gaps,
      int windows) {
    return new Triggers(Duration.ofDays(30), index, overrides, share, gaps, null, windows);
  }

  private List<JudgedCase> cases(
      int count, Map<String, ?> attributes, @Nullable DeonticStatus judged) {
    return IntStream.range(0, count)
        .mapToObj(
            i -> {
              String id = "c%03d".formatted(next++);
              Judgment.Verdict verdict = new Judgment.OnOutput("o", status(judged));
              return new JudgedCase(
                  Case.of(id, Output.of("o", Attributes.of(attributes))),
                  judged == null ? List.of() : List.of(Judgment.of("j" + id, id, verdict, 0.9)),
                  0);
            })
        .toList();
  }

  private static DeonticStatus status(@Nullable DeonticStatus judged) {
    return judged == null ? DeonticStatus.PERMITTED : judged;
  }

  private List<JudgedCase> doses(int count) {
    return cases(count, Map.of("dose", true), null);
  }

  private List<JudgedCase> overridden(int count) {
    return cases(count, Map.of("dose", true), DeonticStatus.PERMITTED);
  }

  private List<JudgedCase> gaps(int count, String topic) {
    return cases(count, Map.of("topic", topic), null);
  }

  @SafeVarargs
  @SuppressWarnings("varargs")
  private static List<JudgedCase> all(List<JudgedCase>... some) {
    return Stream.of(some).flatMap(List::stream).toList();
  }

  @SafeVarargs
  @SuppressWarnings("varargs")
  private static List<Trigger> fired(Triggers bounds, List<JudgedCase>... windows) {
    return Triggering.of(CLINIC, bounds, Arrays.asList(windows));
  }

  private static void fires(
      Kind kind, @Nullable String subject, List<Double> values, List<Trigger> fired) {
    assertEquals(1, fired.size(), fired.toString());
    Trigger trigger = fired.get(0);
    assertEquals(kind, trigger.kind());
    assertEquals(subject, trigger.subject());
    assertEquals(values, trigger.values());
  }

  @Test
  void aRuleThatPeopleOverrideSoOftenFires() {
    Triggers five = bounds(null, 5, null, null, 1);
    fires(Kind.OVERRIDES, NO_DOSE, List.of(5.0), fired(five, all(doses(9), overridden(5))));
    assertEquals(List.of(), fired(five, all(doses(9), overridden(4))));
  }

  @Test
  void whoAgreesWithARuleDoesNotOverrideIt() {
    Triggers one = bounds(null, 1, null, null, 1);
    assertEquals(List.of(), fired(one, cases(3, Map.of("dose", true), DeonticStatus.FORBIDDEN)));
    fires(
        Kind.OVERRIDES,
        "principle:answer",
        List.of(3.0),
        fired(one, cases(3, Map.of("asked", true), DeonticStatus.FORBIDDEN)));
  }

  @Test
  void aPreferenceForWhatARuleForbidsIsAgainstIt() {
    Triggers one = bounds(null, 1, null, null, 1);
    Case given =
        Case.of(
            "c",
            Output.of("a", Attributes.of(Map.of("dose", true))),
            Output.of("b", Attributes.none()));
    for (boolean isForTheDose : new boolean[] {true, false}) {
      Judgment.Preference preference =
          isForTheDose ? new Judgment.Preference("a", "b") : new Judgment.Preference("b", "a");
      List<Trigger> fired =
          fired(
              one,
              List.of(new JudgedCase(given, List.of(Judgment.of("j", "c", preference, 1)), 0)));
      assertEquals(isForTheDose ? 1 : 0, fired.size(), fired.toString());
    }
  }

  @Test
  void aRuleThatPeopleOverrideInSuchAShareOfItsCasesFires() {
    Triggers fifth = bounds(null, null, 0.2, null, 1);
    fires(Kind.SHARE, NO_DOSE, List.of(0.2), fired(fifth, all(doses(4), overridden(1))));
    assertEquals(List.of(), fired(fifth, all(doses(5), overridden(1))));
    assertEquals(List.of(), fired(fifth, doses(5)));
  }

  @Test
  void anIndexAboveTheBoundFiresAndOneAtTheBoundDoesNot() {
    List<JudgedCase> window = all(doses(9), overridden(1));
    double index = fired(bounds(0.0, null, null, null, 1), window).get(0).values().get(0);
    assertEquals(0.8 / (10 * 0.8 + 0.9), index, 1e-9);
    assertEquals(List.of(), fired(bounds(index, null, null, null, 1), window));
    List<Trigger> fired = fired(bounds(Math.nextDown(index), null, null, null, 1), window);
    fires(Kind.INDEX, null, List.of(index), fired);
    assertEquals(List.of("c009"), fired.get(0).cases());
  }

  @Test
  void aGroupOfGapsThatRecursSoOftenFires() {
    Triggers ten = bounds(null, null, null, 10, 1);
    List<Trigger> fired = fired(ten, all(doses(5), gaps(10, "weather")));
    assertEquals(1, fired.size(), fired.toString());
    assertEquals(List.of(10.0), fired.get(0).values());
    assertTrue(String.valueOf(fired.get(0).subject()).contains("weather"), fired.toString());
    assertEquals(List.of(), fired(ten, all(doses(5), gaps(9, "weather"))));
  }

  @Test
  void entrenchedRulesThatContradictEachOtherFire() {
    List<JudgedCase> poison = cases(1, Map.of("poison", true, "asked", true), null);
    Triggers none = bounds(null, null, null, null, 1);
    List<Trigger> fired = fired(none, all(doses(3), poison));
    fires(Kind.ENTRENCHED, "principle:answer and principle:no-poison", List.of(1.0), fired);
    assertEquals(List.of("c000"), fired.get(0).cases());
    assertEquals(List.of(), fired(none, all(doses(3), cases(1, Map.of("poison", true), null))));
  }

  @Test
  void everyBoundMustBeMetInEachWindow() {
    List<List<JudgedCase>> met =
        List.of(
            overridden(5),
            overridden(5),
            gaps(10, "weather"),
            cases(1, Map.of("poison", true, "asked", true), null));
    Triggers two = bounds(0.01, 5, 0.2, 10, 2);
    List<JudgedCase> everything = new ArrayList<>();
    met.forEach(everything::addAll);
    List<JudgedCase> again = new ArrayList<>(overridden(5));
    again.addAll(gaps(10, "weather"));
    again.addAll(cases(1, Map.of("poison", true, "asked", true), null));
    List<Trigger> fired = fired(two, everything, again);
    assertEquals(
        List.of(Kind.INDEX, Kind.OVERRIDES, Kind.SHARE, Kind.GAPS, Kind.ENTRENCHED),
        fired.stream().map(Trigger::kind).toList(),
        fired.toString());
    assertEquals(List.of(10.0, 5.0), fired.get(1).values());
    assertEquals(15, fired.get(1).cases().size());
    assertEquals(List.of(), fired(two, everything, doses(3)));
    assertEquals(List.of(), fired(two, doses(3), everything));
    assertEquals(List.of(), fired(two, everything, List.of()));
    assertThrows(IllegalArgumentException.class, () -> fired(two, everything));
  }

  @Test
  void aConstitutionWithoutBoundsNeverAsks() {
    assertEquals(List.of(), Triggering.of(CLINIC, List.of(overridden(50))));
  }
}
