package org.equipoise.decision;

import static org.equipoise.decision.uncertainty.Uncertainty.EPISTEMIC;
import static org.equipoise.decision.uncertainty.Uncertainty.ESSENTIAL;
import static org.equipoise.decision.uncertainty.Uncertainty.FAULT;
import static org.equipoise.decision.uncertainty.Uncertainty.GAP;
import static org.equipoise.decision.uncertainty.WordingForm.HEDGE;
import static org.equipoise.decision.uncertainty.WordingForm.NONE;
import static org.equipoise.decision.uncertainty.WordingForm.NUMBER;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.equipoise.constitution.Action;
import org.equipoise.constitution.Constitution;
import org.equipoise.decision.uncertainty.Uncertainty;
import org.equipoise.decision.uncertainty.Wording;
import org.equipoise.decision.uncertainty.WordingFile;
import org.equipoise.facts.Attributes;
import org.equipoise.facts.Case;
import org.equipoise.facts.Disputed;
import org.equipoise.facts.Output;
import org.equipoise.problem.InvalidInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a decision is unsure of, and what users are told of it. */
class UncertaintyTest {
  private static final Constitution RULES =
      Constitution.of(
          Map.of(
              "constitution.json",
              "{\"name\": \"doubt\", \"version\": \"1\"}",
              "attributes.json",
              """
              {"leaks": {"of": "output", "type": "boolean", "missing": "absent"},
               "lies": {"of": "output", "type": "boolean", "missing": "absent"},
               "kills": {"of": "output", "type": "boolean", "missing": "absent"},
               "harms": {"of": "output", "type": "boolean", "missing": "absent"},
               "helps": {"of": "output", "type": "boolean", "missing": "absent"},
               "odd": {"of": "output", "type": "boolean", "missing": "absent"},
               "adult": {"of": "case", "type": "boolean", "missing": "unknown"},
               "explicit": {"of": "output", "type": "boolean", "missing": "absent"}}
              """,
              "doubt.drl",
              """
              package doubt
              rule "harm" @Principle( weight = 0.6 )
              when $o : Output( attr("harms") == true ) then forbid( $o, "it harms" ); end
              rule "help" @Principle( weight = 0.55 )
              when $o : Output( attr("helps") == true ) then permit( $o, "it helps" ); end
              rule "lie" @Principle( weight = 0.9 )
              when $o : Output( attr("lies") == true ) then forbid( $o, "it lies" ); end
              rule "kill" @Principle @Entrenched
              when $o : Output( attr("kills") == true ) then forbid( $o, "it kills" ); end
              rule "look" @Principle( weight = 0.1 )
              when $o : Output( attr("odd") == true ) then escalate( $o, "look" ); end
              rule "minors" @Principle( weight = 0.9 )
              when
                  Case( attr("adult") == false )
                  $o : Output( attr("explicit") == true )
              then forbid( $o, "it is for adults" ); end
              """));

  private static final Decider DECIDER = new Decider(RULES);

  private static final Map<String, ?> BALANCED = Map.of("harms", true, "helps", true);

  @TempDir private Path folder;

  @SafeVarargs
  private static Case given(Map<String, ?>... outputs) {
    return Case.of(
        "C-1",
        Stream.iterate(0, it -> it < outputs.length, it -> it + 1)
            .map(it -> Output.of("o" + it, Attributes.of(outputs[it])))
            .toArray(Output[]::new));
  }

  @SafeVarargs
  private static Decision decide(Map<String, ?>... outputs) {
    return DECIDER.decide(given(outputs), List.of());
  }

  private static List<Uncertainty> kinds(Decision decision) {
    return Uncertainty.of(decision, RULES);
  }

  @Test
  void aClearDecisionIsUnsureOfNothing() {
    assertEquals(List.of(), kinds(decide(Map.of("lies", true))));
    assertEquals(List.of(), kinds(decide(Map.of("lies", true), Map.of())), "the other is chosen");
    Decision looked = decide(Map.of("lies", true, "odd", true));
    assertEquals(Verdict.ESCALATE, looked.outputs().get(0).verdict());
    assertEquals(List.of(), kinds(looked), "a rule wants a person, and nothing is in doubt");
    assertEquals("", Wording.standard().tell(looked, RULES, HEDGE, Locale.ENGLISH).text());
  }

  @Test
  void valuesConflictWithinTheMarginInATieAndInADilemma() {
    assertEquals(List.of(ESSENTIAL), kinds(decide(BALANCED)));
    Map<String, ?> kills = Map.of("kills", true);
    assertEquals(DecisionState.DILEMMA, decide(kills, kills).state());
    assertEquals(List.of(ESSENTIAL), kinds(decide(kills, kills)));
    Map<String, ?> helps = Map.of("helps", true);
    assertEquals(List.of(ESSENTIAL), kinds(decide(helps, helps)));
    Map<String, ?> lies = Map.of("lies", true);
    assertEquals(List.of(ESSENTIAL), kinds(decide(lies, lies)), "two evils alike");
    assertEquals(List.of(ESSENTIAL), Uncertainty.of(decide(lies), RULES, true), "contested");
  }

  @Test
  void aFactThatIsDisputedOrMissingIsToldWhereTheAnswerTurnsOnIt() {
    Map<String, ?> surely = Map.of("lies", new Disputed(true, 0.95), "helps", true);
    assertEquals(List.of(EPISTEMIC), kinds(decide(surely)));
    assertEquals(List.of(EPISTEMIC), kinds(decide(Map.of("explicit", true))));
    Map<String, ?> both = Map.of("lies", new Disputed(true, 0.6), "helps", true);
    assertEquals(List.of(EPISTEMIC, ESSENTIAL), kinds(decide(both)));
  }

  @Test
  void whereNoRuleSpeaksThereIsAGap() {
    assertEquals(List.of(GAP), kinds(decide(Map.of())));
    assertEquals(List.of(GAP), kinds(decide(Map.of(), Map.of())));
  }

  @Test
  void aFaultIsNoJudgmentOfValues() {
    Decision failed =
        Decision.failed(
            given(BALANCED), Action.ESCALATE, RULES.digest(), DecisionError.ofHost("no map"));
    assertEquals(List.of(FAULT), kinds(failed));
    assertEquals(List.of(FAULT, ESSENTIAL), Uncertainty.of(failed, RULES, true));
    assertEquals(
        "This could not be checked because of a technical error.",
        Wording.standard().tell(failed, RULES, NUMBER, Locale.FRENCH).text());
  }

  @Test
  void underACharterConstitutionsThatDisagreeAreInConflictWhereAPersonDecides() {
    assertEquals(List.of(ESSENTIAL), under("unanimous-or-escalate", "allow block allow"));
    assertEquals(List.of(ESSENTIAL), under("strictest", "allow torn allow"));
    assertEquals(List.of(ESSENTIAL), under("alone", "- - torn"));
    assertEquals(List.of(), under("strictest", "allow block allow"), "the clause settles it");
    assertEquals(List.of(), under("unanimous-or-escalate", "allow allow allow"));
    assertEquals(List.of(GAP), under("unanimous-or-escalate", "- - -"));
    assertEquals(List.of(FAULT), under("strictest", "fault allow allow"));
    Decision decision = Deciding.of(Delegates.CHARTER).decide(Delegates.given("strictest", "-"));
    assertThrows(
        IllegalArgumentException.class,
        () -> Uncertainty.of(DECIDER.decide(given(BALANCED), List.of()), Delegates.CHARTER));
    assertEquals(List.of(GAP), Uncertainty.of(decision, Delegates.CHARTER));
  }

  private static List<Uncertainty> under(String how, String says) {
    Decision decision = Deciding.of(Delegates.CHARTER).decide(Delegates.given(how, says));
    return Uncertainty.of(decision, Delegates.CHARTER);
  }

  // ---- what is told

  @Test
  void aUserIsToldInItsLanguageAndInTheFormThatTheHostChose() {
    Wording wording = Wording.standard();
    Decision balanced = decide(BALANCED);
    assertEquals("", wording.tell(balanced, RULES, NONE, Locale.ENGLISH).text());
    assertTrue(
        wording.tell(balanced, RULES, HEDGE, Locale.US).text().contains("weigh about the same"));
    assertEquals(
        "Important values conflict here: what speaks against it weighs 0.6, and what speaks for it"
            + " 0.55.",
        wording.tell(balanced, RULES, NUMBER, Locale.US).text());
    assertTrue(
        wording
            .tell(balanced, RULES, NUMBER, Locale.forLanguageTag("de-AT"))
            .text()
            .contains("wiegt 0,6, und"));
    assertEquals(
        "told essential: form none, language de",
        wording.tell(balanced, RULES, NONE, Locale.GERMANY).inOneLine());
  }

  @Test
  void severalKindsAreToldInTheirOrderAndWhereThereIsNoNumberThereAreWords() {
    Decision both = decide(Map.of("lies", new Disputed(true, 0.6), "helps", true));
    assertEquals(
        "One fact is disputed or not known here, and the answer depends on it. Important values"
            + " conflict here: what speaks against it weighs 0.6, and what speaks for it 0.55.",
        Wording.standard().tell(both, RULES, NUMBER, Locale.ENGLISH).text());
    Decision clear = decide(Map.of("lies", true));
    assertEquals(
        Wording.standard().tell(clear, RULES, true, HEDGE, Locale.ENGLISH).text(),
        Wording.standard().tell(clear, RULES, true, NUMBER, Locale.ENGLISH).text());
  }

  private static final String BUNDLED = "/org/equipoise/decision/uncertainty/wording_en.properties";

  private static String english() throws IOException {
    return new String(
        Objects.requireNonNull(Wording.class.getResourceAsStream(BUNDLED)).readAllBytes(),
        StandardCharsets.UTF_8);
  }

  @Test
  void aHostReplacesALanguageOrAddsOne() throws IOException {
    String own =
        english().replace("There is no rule", "Keine {\"Regel\"} <script>alert(1)</script>");
    Path file = Files.writeString(folder.resolve("wording_de.properties"), own);
    Wording wording = Wording.standard().with(Locale.GERMAN, WordingFile.read(file));
    assertEquals(
        "Keine {\"Regel\"} <script>alert(1)</script> for a case like this one.",
        wording.tell(decide(Map.of()), RULES, HEDGE, Locale.GERMANY).text(),
        "plain text, as it stands");
    assertEquals(
        "There is no rule for a case like this one.",
        wording.tell(decide(Map.of()), RULES, HEDGE, Locale.ENGLISH).text());
    Wording french = wording.with(Locale.FRENCH, WordingFile.of("f", english()));
    assertEquals(List.of(Locale.GERMAN, Locale.ENGLISH, Locale.FRENCH), french.locales());
    assertEquals(
        Locale.FRENCH, french.tell(decide(Map.of()), RULES, HEDGE, Locale.CANADA_FRENCH).locale());
  }

  @Test
  void aFaultyFileIsRefusedWithOneProblemThatNamesAllThatIsWrong() throws IOException {
    String faulty =
        english()
            .replaceFirst("gap.hedge = .*", "gap.hegde = none")
            .replaceFirst("fault.hedge = .*", "fault.hedge =")
            .replace("{against}", "{agianst}");
    InvalidInputException e =
        assertThrows(InvalidInputException.class, () -> WordingFile.of("w.properties", faulty));
    assertEquals(1, e.problems().size());
    assertEquals(
        "`fault.hedge` is blank; `gap.hedge` is missing; `essential.number` has no number for"
            + " `{agianst}`, only for {against}, {infavour}; `gap.hegde` is no key",
        e.problems().get(0).message());
    assertTrue(String.valueOf(e.getMessage()).startsWith("w.properties: error [wrong-value]"));
    assertThrows(InvalidInputException.class, () -> WordingFile.read(folder.resolve("none")));
    Path latin = Files.write(folder.resolve("latin"), new byte[] {'a', '=', (byte) 0xe4});
    assertThrows(InvalidInputException.class, () -> WordingFile.read(latin));
    assertThrows(InvalidInputException.class, () -> WordingFile.of("u", "gap.hedge=\\u00"));
  }
}
