package org.equipoise.inference;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.equipoise.audit.ledger.LedgerEvent;
import org.equipoise.audit.ledger.LedgerOptions;
import org.equipoise.audit.ledger.LedgerRecorder;
import org.equipoise.authoring.advice.Advice;
import org.equipoise.authoring.advice.AdviceWriter;
import org.equipoise.authoring.advice.Advisor;
import org.equipoise.constitution.Constitution;
import org.equipoise.decision.Decider;
import org.equipoise.decision.Decision;
import org.equipoise.decision.DecisionWriter;
import org.equipoise.facts.Case;
import org.equipoise.facts.Judgment;
import org.equipoise.formats.CaseWriter;
import org.equipoise.formats.Corpus;
import org.equipoise.page.Page;
import org.equipoise.problem.Problem;

/**
 * The main class of a process that has a machine's settings: it checks and decides constitutions,
 * writes a ledger at a fixed hour, and leaves all that in files, for {@link MachinesTest}.
 */
final class OnOneMachine {
  private static final Instant HOUR = Instant.parse("2026-01-31T10:00:00Z");

  private OnOneMachine() {}

  /**
   * Checks and decides.
   *
   * @param arguments the folder for the results, the first seed and the one after the last, the
   *     files of cases and judgments, and the folders of constitutions written by hand
   */
  public static void main(String[] arguments) throws IOException {
    List<String> given = List.of(arguments);
    Path results = Path.of(given.get(0));
    Corpus corpus = Corpus.open(Path.of(given.get(3)), Path.of(given.get(4)));
    LedgerOptions options = LedgerOptions.DEFAULT.withClock(Clock.fixed(HOUR, ZoneOffset.UTC));
    try (LedgerRecorder recorder = LedgerRecorder.open(results.resolve("ledger"), options)) {
      for (String folder : given.subList(5, given.size())) {
        Map<Case, List<Judgment>> cases = new LinkedHashMap<>();
        corpus.forEach(cases::put);
        Path path = Path.of(folder);
        String said = said(Constitution.check(path), cases, recorder);
        Files.writeString(results.resolve(path.getFileName() + ".txt"), said);
      }
      for (int seed = Integer.parseInt(given.get(1));
          seed < Integer.parseInt(given.get(2));
          seed++) {
        Generator generator = new Generator(seed);
        Script script = generator.script();
        Situation situation = generator.situation(script);
        String said =
            said(
                new Trial(seed, script).check(seed),
                Map.of(situation.asCase(), situation.asJudgments()),
                recorder);
        Files.writeString(results.resolve("seed-" + seed + ".txt"), said);
      }
    }
  }

  private static String said(
      Constitution.Checked checked, Map<Case, List<Judgment>> cases, LedgerRecorder recorder) {
    StringBuilder said = new StringBuilder();
    for (Problem problem : checked.problems()) { // of a folder that has another name each time
      said.append(problem.code()).append(problem.line()).append(problem.message());
      said.append(problem.hint()).append('\n');
    }
    checked.constitution().ifPresent(it -> said(it, cases, recorder, said));
    return said.toString();
  }

  private static void said(
      Constitution constitution,
      Map<Case, List<Judgment>> cases,
      LedgerRecorder recorder,
      StringBuilder said) {
    said.append(constitution.digest()).append('\n');
    recorder.adopt(HOUR, constitution);
    Decider decider = new Decider(constitution);
    Advisor advisor = new Advisor(constitution, Advisor.Options.of(constitution));
    cases.forEach(
        (given, judgments) -> {
          Decision decision = decider.decide(given, judgments);
          said.append(CaseWriter.toJson(given)).append('\n');
          said.append(DecisionWriter.toJson(decision)).append('\n');
          recorder.append(new LedgerEvent.DecisionEvent(HOUR, given, judgments, decision)).join();
          advisor.add(given, judgments);
        });
    Advice advice = advisor.advise();
    said.append(AdviceWriter.toJson(advice)).append('\n');
    List<Judgment> judgments = cases.values().stream().flatMap(List::stream).toList();
    said.append(Page.of(constitution, advice, cases.keySet(), judgments));
  }
}
