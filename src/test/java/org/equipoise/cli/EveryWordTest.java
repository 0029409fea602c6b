package org.equipoise.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.equipoise.audit.explanation.Explanation;
import org.equipoise.audit.ledger.Ledger;
import org.equipoise.audit.ledger.LedgerEvent;
import org.equipoise.audit.ledger.LedgerOptions;
import org.equipoise.audit.ledger.LedgerRecorder;
import org.equipoise.authoring.comparison.ConstitutionChange;
import org.equipoise.authoring.comparison.ConstitutionDifference;
import org.equipoise.authoring.comparison.DecisionOutline;
import org.equipoise.authoring.coverage.Coverage.RuleCoverage;
import org.equipoise.authoring.coverage.CoverageBuilder;
import org.equipoise.authoring.coverage.RuleProfile;
import org.equipoise.authoring.coverage.RuleProfiler;
import org.equipoise.authoring.mutation.Mutant;
import org.equipoise.authoring.mutation.MutationRunner;
import org.equipoise.constitution.Constitution;
import org.equipoise.decision.Decider;
import org.equipoise.decision.Decision;
import org.equipoise.language.Word;
import org.equipoise.language.WordSample;
import org.equipoise.problem.InvalidInputException;
import org.equipoise.problem.Problem;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every word of the vocabulary, once in each place that has to know words: what explains, compares,
 * changes, counts, completes and corrects rules. The words are those of {@link Word}.
 */
class EveryWordTest {
  private static final String MANIFEST = "{\"name\":\"words\",\"version\":\"1\"}";

  @TempDir private static Path folder;
  private static Constitution constitution;
  private static final Map<Word, Decision> DECISIONS = new HashMap<>();
  private static final Map<Word, Long> ENTRIES = new HashMap<>();

  private static String rules() {
    return WordSample.base()
        + WordSample.all().stream().map(WordSample::rule).collect(Collectors.joining());
  }

  /** Loads all samples once, decides the case of each, and records the decisions. */
  @BeforeAll
  static void decide() {
    constitution = Constitution.of(Map.of("constitution.json", MANIFEST, "words.drl", rules()));
    Instant now = Instant.parse("2026-01-31T10:00:00Z");
    try (LedgerRecorder recorder =
        LedgerRecorder.open(folder.resolve("ledger"), LedgerOptions.DEFAULT)) {
      recorder.adopt(now, constitution);
      for (WordSample sample : WordSample.all()) {
        Decision decision = decided(constitution, sample, true);
        DECISIONS.put(sample.word(), decision);
        LedgerEvent event =
            new LedgerEvent.DecisionEvent(
                now, sample.given(true), List.of(sample.judgment()), decision);
        ENTRIES.put(sample.word(), recorder.append(event).join().sequence());
      }
    }
  }

  private static Decision decided(Constitution by, WordSample sample, boolean speaks) {
    return new Decider(by).decide(sample.given(speaks), List.of(sample.judgment()));
  }

  private static Decision decision(WordSample sample) {
    return Objects.requireNonNull(DECISIONS.get(sample.word()));
  }

  @Test
  void aDecisionTellsOfEveryWordWhyItWasMade() {
    Ledger ledger = Ledger.in(folder.resolve("ledger"));
    for (WordSample sample : WordSample.all()) {
      assertEquals(null, decision(sample).error(), sample.name());
      String told = sample.told();
      if (told != null) {
        long entry = Objects.requireNonNull(ENTRIES.get(sample.word()));
        Explanation explanation = Explanation.of(ledger, entry, read -> {});
        String paragraph = explanation.paragraph();
        assertTrue(paragraph.contains(told), sample.name() + ": " + paragraph);
        String details = String.join("\n", explanation.details());
        assertTrue(
            details.contains("because " + sample.name()) || details.contains("raised: seen"),
            sample.name() + ": " + details);
      }
    }
  }

  @Test
  void aRuleIsExplainedByEveryWordItSays() {
    for (WordSample sample : WordSample.all()) {
      RuleProfiler profiler = new RuleProfiler(constitution, sample.name());
      profiler.add(sample.given(true), List.of(sample.judgment()));
      RuleProfile profile = profiler.profile();
      assertEquals(1, profile.fired(), sample.name());
      assertTrue(
          profile.says().get(0).startsWith(sample.consequence().replaceFirst("\\(.*", "")),
          profile.says().toString());
      boolean isSaid =
          sample.told() != null || sample.consequence().matches("\\w+\\( \\$[pj], 0[.]5.*");
      String said = String.join("\n", profile.firings().get(0).said());
      assertEquals(isSaid, !said.isEmpty(), sample.name() + " says " + said);
    }
  }

  @Test
  void coverageCountsTheRulesOfEveryWord() {
    CoverageBuilder builder = new CoverageBuilder(constitution);
    WordSample.all().forEach(it -> builder.add(it.given(true), List.of(it.judgment())));
    Map<String, RuleCoverage> covered = new HashMap<>();
    builder.coverage().rules().forEach(it -> covered.put(it.rule().name(), it));
    for (WordSample sample : WordSample.all()) {
      assertEquals(1, Objects.requireNonNull(covered.get(sample.name())).cases(), sample.name());
    }
  }

  @Test
  void aComparisonTellsEveryWordThatChangesADecisionOrARule() {
    String weaker = rules().replace("because", "since");
    Constitution other =
        Constitution.of(
            Map.of(
                "constitution.json",
                MANIFEST,
                "words.drl",
                weaker
                    .replace("\"seen\"", "\"noticed\"")
                    .replace("new Mark( \"", "new Mark( \"x")));
    Map<String, ConstitutionChange> changed = new HashMap<>();
    ConstitutionDifference.between(constitution, other)
        .changes()
        .forEach(it -> changed.put(it.name(), it));
    for (WordSample sample : WordSample.all()) {
      ConstitutionChange change = Objects.requireNonNull(changed.get(sample.name()), sample.name());
      assertEquals(ConstitutionChange.Part.CONSEQUENCE, change.parts().get(0).part());
      assertEquals(1, change.parts().size(), sample.name());
      List<DecisionOutline.Difference> differences =
          DecisionOutline.differences(
              DecisionOutline.of(decided(constitution, sample, false)),
              DecisionOutline.of(decision(sample)));
      boolean isSeen =
          switch (sample.word()) {
            case ALIKE, INSERT, INSERT_LOGICAL -> false; // nothing is alike, and no rule looks
            default -> true;
          };
      assertEquals(isSeen, !differences.isEmpty(), sample.name() + " makes " + differences);
    }
  }

  @Test
  void aMutationChangesEveryWord() {
    Map<String, List<String>> changes =
        MutationRunner.mutants(constitution).stream()
            .collect(
                Collectors.groupingBy(
                    Mutant::rule, Collectors.mapping(Mutant::change, Collectors.toList())));
    for (WordSample sample : WordSample.all()) {
      List<String> own = Objects.requireNonNull(changes.get(sample.name()));
      String mutant = Objects.requireNonNullElse(sample.mutant(), "drop the rule");
      assertTrue(own.stream().anyMatch(it -> it.contains(mutant)), sample.name() + ": " + own);
    }
  }

  @Test
  void aWrongUseOfEveryWordIsCorrectedAndHasItsPage() {
    StringBuilder wrong = new StringBuilder(WordSample.base());
    for (WordSample sample : WordSample.all()) {
      wrong.append(sample.rule().replace(sample.consequence(), sample.name() + "();"));
    }
    List<Problem> problems = new ArrayList<>();
    try {
      Constitution.of(Map.of("constitution.json", MANIFEST, "words.drl", wrong.toString()));
    } catch (InvalidInputException e) {
      problems.addAll(e.problems());
    }
    for (WordSample sample : WordSample.all()) {
      List<Problem> own =
          problems.stream().filter(it -> sample.name().equals(it.subject())).toList();
      assertEquals(1, own.size(), sample.name() + ": " + own);
      String usage = "write `" + sample.word().usage() + "`";
      assertEquals(anyVariables(usage), anyVariables(own.get(0).hint()));
      assertTrue(ProblemPages.all().containsKey(own.get(0).code()), own.get(0).code());
    }
  }

  /** A hint names the variables of the rule. */
  private static String anyVariables(@Nullable String hint) {
    return String.valueOf(hint).replaceAll("\\$\\w+", "\\$…");
  }

  @Test
  void aTableSaysEveryWordAsARuleDoes() {
    List<StringBuilder> rows = new ArrayList<>();
    for (String begins :
        List.of(
            "RuleTable words,",
            "NAME,METADATA,CONDITION",
            ",,Case",
            ",$param,\"attr(\"\"$param\"\") == true\"",
            "Name,Kind,When")) {
      rows.add(new StringBuilder(begins));
    }
    for (WordSample sample : WordSample.all()) {
      rows.get(1).append(",CONDITION,ACTION");
      rows.get(2).append(",,");
      rows.get(3)
          .append(cell(sample.conditions().isEmpty() ? "exists Output()" : sample.conditions()))
          .append(cell(sample.consequence()));
      rows.get(4).append(",On,Then");
      boolean isTheory = sample.word().speaker() == Word.Speaker.THEORY;
      String kind = isTheory ? "Theory" : "Principle";
      StringBuilder row =
          new StringBuilder(sample.name() + "," + kind + "( weight = 0.8 )," + sample.name());
      WordSample.all().forEach(it -> row.append(it.equals(sample) ? ",x,x" : ",,"));
      rows.add(row);
    }
    Constitution tabled =
        Constitution.of(
            Map.of(
                "constitution.json",
                MANIFEST,
                "base.drl",
                WordSample.base(),
                "words.csv",
                "RuleSet words\n" + String.join("\n", rows) + "\n"));
    for (WordSample sample : WordSample.all()) {
      assertEquals(
          DecisionOutline.of(decision(sample)),
          DecisionOutline.of(decided(tabled, sample, true)),
          sample.name());
    }
  }

  private static String cell(String text) {
    return ",\"" + text.replace("\"", "\"\"") + '"';
  }

  @Test
  void anEditorCompletesEveryWordAndEveryCompletionCompiles() throws IOException {
    JsonNode snippets;
    try (var stream =
        EveryWordTest.class.getResourceAsStream(
            "/org/equipoise/starter/vscode/rules.code-snippets")) {
      snippets = new ObjectMapper().readTree(Objects.requireNonNull(stream));
    }
    StringBuilder calls = new StringBuilder();
    for (Word word : Word.ofAuthors()) {
      JsonNode snippet = snippets.path(word.word());
      assertEquals(word.word(), snippet.path("prefix").asText());
      assertFalse(snippet.path("description").asText().isEmpty(), word.word());
      String body = filled(snippet.path("body"));
      assertTrue(body.contains(word.word() + "("), body);
      calls.append("    ").append(body).append('\n');
    }
    StringBuilder heads = new StringBuilder();
    for (String annotation : List.of("term", "default", "except")) {
      heads.append(filled(snippets.path(annotation).path("body"))).append('\n');
    }
    String drl =
        WordSample.base()
            + """
            rule "name" @Principle( level = "high" ) %s
            when $o : Output( attr("name") == true ) then forbid( $o, "so" ); end
            rule "words" @Theory( level = "high" )
            when
                $o : Output()
                $over : Output( id != $o.id )
                $p : Principle( id == "name" )
                $j : Judgment()
            then
            %s
            end
            """
                .formatted(heads, calls);
    Constitution.of(
        Map.of(
            "constitution.json",
            MANIFEST.replace("}", ",\"levels\":[\"high\",\"low\"]}"),
            "words.drl",
            drl));
  }

  /** The text of a completion with the values that it proposes. */
  private static String filled(JsonNode body) {
    List<String> lines = new ArrayList<>();
    body.forEach(it -> lines.add(it.asText()));
    return String.join("\n", lines)
        .replaceAll("\\$\\{\\d+\\|([^,|]*)[^}]*\\}", "$1")
        .replaceAll("\\$\\{\\d+:([^}]*)\\}", "$1")
        .replace("\\$", "$")
        .replace("new Type(", "new Mark(");
  }
}
