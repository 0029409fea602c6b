package org.equipoise.authoring.ratchet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.equipoise.authoring.ratchet.Criterion.Name;
import org.equipoise.constitution.Constitution;
import org.equipoise.formats.CaseReader;
import org.equipoise.formats.Corpus.JudgedCase;
import org.equipoise.formats.JudgmentReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What may follow a constitution, and what must not, each for its own reason. */
class RatchetTest {
  private static final String RULES =
      """
      function String warning() {
          return "it teaches to poison";
      }

      rule "no-dose" @Principle( weight = 0.8 )
      when
          $o : Output( attr("dose") == true )
      then
          forbid( $o, "doses are for a physician" );
      end

      rule "no-poison" @Principle( weight = 0.9 ) @Entrenched
      when
          $o : Output( attr("poison") == true )
      then
          forbid( $o, warning() );
      end

      rule "be-kind" @Principle( weight = 0.5 )
      when
          $o : Output( attr("kind") == true )
      then
          permit( $o, "it is kind" );
      end
      """;
  private static final String EXCEPTION =
      RULES.replace(
          "$o : Output( attr(\"dose\") == true )",
          "not Case( attr(\"clinician\") == true )\n    $o : Output( attr(\"dose\") == true )");

  /** Constitutions by their files: most tests begin at the same one. */
  private static final Map<Map<String, String>, Constitution> COMPILED = new HashMap<>();

  private static synchronized Constitution compiled(Map<String, String> files) {
    return COMPILED.computeIfAbsent(files, Constitution::of);
  }

  private static Map<String, String> files(String rules, String... more) {
    Map<String, String> files = new TreeMap<>();
    files.put("constitution.json", "{\"name\":\"small\",\"version\":\"1\"}");
    files.put("rules.drl", rules);
    for (int i = 0; i < more.length; i += 2) {
      files.put(more[i], more[i + 1]);
    }
    return files;
  }

  private static String settled(String name, String attribute, String expected) {
    return "{name: "
        + name
        + ", given: {outputs: [{output: a, attributes: {"
        + attribute
        + ": true}}]}, expect: {a: "
        + expected
        + "}, settled: {by: ann, at: 2026-01-31}}\n";
  }

  private static JudgedCase judged(String id, String ofCase, String ofOutput, String... statuses) {
    List<org.equipoise.facts.Judgment> judgments = new ArrayList<>();
    for (String status : statuses) {
      judgments.add(
          JudgmentReader.parse(
              "{\"judgment\":\"J-%s-%d\",\"case\":\"%s\",\"output\":\"a\",\"status\":\"%s\",\"confidence\":0.9}"
                  .formatted(id, judgments.size(), id, status),
              "judgments",
              1));
    }
    return new JudgedCase(
        CaseReader.parse(
            "{\"case\":\"%s\",\"attributes\":{%s},\"outputs\":[{\"output\":\"a\",\"attributes\":{%s}}]}"
                .formatted(id, ofCase, ofOutput),
            "cases",
            1),
        judgments,
        1);
  }

  /** Three clinicians who were refused a dose, three others who were, and some kindness. */
  private static List<JudgedCase> cases() {
    List<JudgedCase> cases = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      cases.add(judged("clinic-" + i, "\"clinician\":true", "\"dose\":true", "permitted"));
      cases.add(judged("lay-" + i, "\"clinician\":false", "\"dose\":true"));
      cases.add(judged("kind-" + i, "", "\"kind\":true"));
    }
    cases.add(judged("poison", "", "\"poison\":true"));
    return cases;
  }

  private static RatchetReport report(Map<String, String> before, Map<String, String> after) {
    return report(before, after, RatchetInput.NONE.withCases(cases()), Signed.NOTHING);
  }

  private static RatchetReport report(
      Map<String, String> before, Map<String, String> after, RatchetInput input, Signed signed) {
    return new Ratchet(compiled(before), compiled(after), input, signed).report();
  }

  private static String failed(RatchetReport report) {
    return report.failed().stream().map(it -> it.name().word()).collect(Collectors.joining(", "));
  }

  @Test
  void theNarrowestExceptionMayFollow() {
    RatchetReport report = report(files(RULES), files(EXCEPTION));
    assertEquals("", failed(report), report.toString());
    assertEquals(
        List.of("clinic-0", "clinic-1", "clinic-2"), report.effects().sought(), report.toString());
    assertEquals(List.of(), report.effects().elseChanged());
    assertEquals(9, report.criteria().size());
    assertTrue(report.effects().index().after() < report.effects().index().before());
  }

  @Test
  void whatIsTheSameMayFollow() {
    assertEquals("", failed(report(files(RULES), files(RULES))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        // what is changed | into what | what fails
        "attr(\"dose\") == true|attr(\"dose\") == true, attr(\"old\") == true|coverage, gaming, unsigned",
        "attr(\"kind\") == true|attr(\"kind\") == true, attr(\"old\") == true|index, coverage, unsigned",
        "permit( $o|forbid( $o|unsigned",
        "attr(\"poison\") == true|attr(\"poison\") == true, attr(\"told\") == true|entrenched, index, coverage, unsigned",
        "@Principle( weight = 0.9 ) @Entrenched|@Principle( weight = 0.9 )|entrenched",
        "return \"it teaches|return \"it may teach|entrenched, recurrence",
        "weight = 0.8|weight = 0.85|index, recurrence",
      })
  void whatTakesSomethingAwayMustNotFollow(String what, String by, String fails) {
    RatchetReport report = report(files(RULES), files(RULES.replace(what, by)));
    assertEquals(fails, failed(report), report.toString());
  }

  @Test
  void whatMeansTheSameToWhatIsEntrenchedMayFollow() {
    for (String changed :
        List.of(
            RULES.replace("$o : Output( attr(\"poison", "// as agreed\n $o : Output(attr(\"poison"),
            RULES.replace("rule \"be-kind\"", "rule \"kindness\""),
            RULES.replace("\"it is kind\"", "\"it is kind to somebody\""),
            RULES.replace("weight = 0.5", "weight = 0.6"))) {
      assertEquals("", failed(report(files(RULES), files(changed))), changed);
    }
  }

  @Test
  void aSettledFixtureThatFailsOrIsGoneOrAlteredIsToldApart() {
    String path = "fixtures/settled/a.yaml";
    Map<String, String> before = files(RULES, path, settled("kind", "kind", "allow"));
    assertEquals(
        "settled, index, coverage, unsigned",
        failed(
            report(
                before,
                files(
                    RULES.replace("attr(\"kind\") == true", "attr(\"kind\") == 1"),
                    path,
                    settled("kind", "kind", "allow")))));
    RatchetReport gone = report(before, files(RULES));
    assertEquals("unsettled", failed(gone));
    assertEquals(Name.UNSETTLED, gone.criteria().get(0).name());
    assertEquals("kind is removed", gone.criteria().get(0).items().get(0).text());
    RatchetReport altered =
        report(before, files(RULES, path, settled("kind", "kinder", "abstain")));
    assertEquals("unsettled", failed(altered));
    assertEquals("kind is altered", altered.criteria().get(0).items().get(0).text());
    assertEquals(
        "",
        failed(
            report(
                before,
                files(
                    RULES,
                    "fixtures/settled/moved/b.yaml",
                    settled("dose", "dose", "block")
                        + "---\n"
                        + settled("kind", "kind", "allow")))));
  }

  @Test
  void whatWasSignedForMayFollow() {
    Map<String, String> before =
        files(RULES, "fixtures/settled/a.yaml", settled("kind", "kind", "allow"));
    Map<String, String> after =
        files(RULES.replace("poison\") == true", "poison\") == true || attr(\"toxin\") == true"));
    RatchetInput input = RatchetInput.NONE.withCases(cases());
    assertEquals("unsettled, entrenched", failed(report(before, after, input, Signed.NOTHING)));
    Signed entrenched = new Signed(true, false, Set.of(), Optional.empty(), Set.of());
    assertEquals("unsettled", failed(report(before, after, input, entrenched)));
    Signed both = new Signed(true, true, Set.of(), Optional.empty(), Set.of());
    assertEquals("", failed(report(before, after, input, both)));
    Signed elsewhere =
        new Signed(
            false,
            false,
            Set.of("kind-0", "kind-1", "kind-2"),
            Optional.of(Set.of("clinic-0", "clinic-1", "clinic-2")),
            Set.of());
    assertEquals(
        "",
        failed(
            report(
                files(RULES),
                files(EXCEPTION.replace("permit( $o", "oblige( $o")),
                input,
                elsewhere)));
  }

  @Test
  void aRuleThatIsGivenUpEverywhereMustBeSignedFor() {
    String dropped = RULES.replaceFirst("(?s)rule \"no-dose\".*?end\n", "");
    RatchetInput input =
        new RatchetInput(
            cases(), List.of(), List.of(), List.of(), null, RatchetInput.LEVEL, 3 / 7.0);
    Set<String> lay = Set.of("lay-0", "lay-1", "lay-2");
    Signed elsewhere = new Signed(false, false, lay, Optional.empty(), Set.of());
    assertEquals(
        "coverage, gaming", failed(report(files(RULES), files(dropped), input, elsewhere)));
    Signed assent = new Signed(false, false, lay, Optional.empty(), Set.of("no-dose"));
    RatchetReport report = report(files(RULES), files(dropped), input, assent);
    assertEquals("", failed(report), report.toString());
    assertTrue(
        report
            .criterion(Name.GAMING)
            .why()
            .endsWith(
                "3 outputs fall silent with a rule that is given up everywhere, which was signed"),
        report.criterion(Name.GAMING).why());
    String other =
        dropped.replace("attr(\"kind\") == true", "attr(\"kind\") == true, attr(\"old\") == true");
    assertEquals(
        "coverage, gaming, unsigned", failed(report(files(RULES), files(other), input, assent)));
  }

  @Test
  void whatDoesNotReachTheCasesThatBeganItMustNotFollow() {
    RatchetReport report =
        report(
            files(RULES),
            files(EXCEPTION.replace("\"clinician\") == true", "\"clinician\") == 1")));
    assertEquals("recurrence", failed(report), report.toString());
    assertEquals(3, report.criterion(Name.RECURRENCE).items().size());
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 5, 12})
  void heldOutCasesFailOnlyBeyondChance(int worse) {
    List<JudgedCase> held = new ArrayList<>();
    for (int i = 0; i < worse; i++) {
      held.add(judged("held-" + i, "", "\"kind\":true", "permitted"));
    }
    Map<String, String> after = files(RULES.replace("permit( $o, \"it is", "forbid( $o, \"it is"));
    RatchetInput input =
        new RatchetInput(List.of(), held, List.of(), List.of(), null, RatchetInput.LEVEL, 0);
    RatchetReport report = report(files(RULES), after, input, Signed.NOTHING);
    assertEquals(worse < 5 ? "" : "held-out", failed(report), report.toString());
  }

  @Test
  void theSignTestIsExact() {
    assertEquals(0.5, SignTest.probability(1, 0));
    assertEquals(1, SignTest.probability(0, 7));
    assertEquals(0.03125, SignTest.probability(5, 0));
    assertEquals((45 + 10 + 1) / 1024.0, SignTest.probability(8, 2));
  }
}
