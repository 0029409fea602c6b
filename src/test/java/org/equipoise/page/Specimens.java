package org.equipoise.page;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.equipoise.audit.ledger.EntryKind;
import org.equipoise.audit.ledger.Ledger;
import org.equipoise.audit.replay.NotReplayableReason;
import org.equipoise.audit.replay.ReplayResult;
import org.equipoise.audit.replay.ReplaySummary;
import org.equipoise.audit.replay.Replayer;
import org.equipoise.authoring.advice.Advice;
import org.equipoise.authoring.advice.Advisor;
import org.equipoise.authoring.advice.EquilibriaOptions;
import org.equipoise.authoring.amendment.Amender;
import org.equipoise.authoring.comparison.Aspect;
import org.equipoise.authoring.comparison.DecisionComparison;
import org.equipoise.authoring.coverage.CoverageBuilder;
import org.equipoise.authoring.plurality.NamedConstitution;
import org.equipoise.authoring.plurality.SideBySide;
import org.equipoise.constitution.Constitution;
import org.equipoise.facts.Attributes;
import org.equipoise.facts.Case;
import org.equipoise.facts.DeonticStatus;
import org.equipoise.facts.Judgment;
import org.equipoise.facts.Output;
import org.equipoise.formats.Corpus;
import org.equipoise.inference.AppliedElement;
import org.equipoise.language.Element;
import org.equipoise.language.Levels;
import org.equipoise.revision.Cost;
import org.equipoise.revision.weight.TheoreticalWeight;

/** Pages to try. */
final class Specimens {
  /** What ends elements, begins comments, breaks lines of JSON, and half of a character. */
  static final List<String> HOSTILE =
      List.of(
          "</script><script>window.taken = 1</script>",
          "<!--<script>",
          "]]><img src=x onerror='window.taken = 2'>",
          "\" autofocus onfocus=\"window.taken = 3",
          "{{script}} ${window.taken = 4} `",
          "line\u2028separator\u2029 and half \ud800 of one",
          "\u202egnp.exe right to left",
          "__proto__",
          "constructor",
          "a@b:c/d",
          "&lt;b&gt; &amp;");

  private Specimens() {}

  static Constitution constitution(String name) {
    return Constitution.load(Path.of("rules", name));
  }

  static Corpus corpus(String name) {
    Path folder = Path.of("test-fixtures", name);
    return Corpus.open(folder.resolve("cases.jsonl"), folder.resolve("judgments.jsonl"));
  }

  /** The advice on a corpus whose cases are handed over in the order that a seed gives. */
  static String advice(Constitution constitution, Corpus corpus, long seed) {
    List<Corpus.JudgedCase> judged = new ArrayList<>();
    corpus.forEach((given, judgments) -> judged.add(new Corpus.JudgedCase(given, judgments, 0)));
    Collections.shuffle(judged, new Random(seed));
    Advisor advisor = new Advisor(constitution, Advisor.Options.of(constitution).withTop(3));
    judged.forEach(it -> advisor.add(it.situation(), it.judgments()));
    return Page.of(
        constitution,
        advisor.advise(),
        judged.stream().map(Corpus.JudgedCase::situation).toList(),
        corpus.judgments());
  }

  static String equilibria(Constitution constitution, Corpus corpus) {
    Advisor advisor = new Advisor(constitution, Advisor.Options.of(constitution));
    List<Case> cases = new ArrayList<>();
    corpus.forEach(
        (given, judgments) -> {
          cases.add(given);
          advisor.add(given, judgments);
        });
    return Page.of(
        constitution, advisor.equilibria(EquilibriaOptions.DEFAULT), cases, corpus.judgments());
  }

  static String coverage(Constitution constitution, Corpus corpus) {
    CoverageBuilder survey = new CoverageBuilder(constitution);
    List<Case> cases = new ArrayList<>();
    corpus.forEach(
        (given, judgments) -> {
          survey.add(given, judgments);
          cases.add(given);
        });
    return Page.of(constitution, survey.coverage(), cases);
  }

  /** A constitution that says hostile things in all places where its author is free. */
  static Constitution hostile() {
    StringBuilder rules = new StringBuilder("package hostile\n");
    for (int i = 0; i < HOSTILE.size(); i++) {
      String text = ofRule(i);
      rules.append(
          """
          // %1$s
          rule "%1$s"
              @Principle( weight = 0.5 )
              @Says( "%1$s" )
              @Tags( "%1$s" )
              @Source( "%1$s" )
          when
              $o : Output( attr("n") == %2$d )
          then
              forbid( $o, "%1$s" );
          end
          """
              .formatted(text, i));
    }
    return Constitution.of(
        Map.of(
            "constitution.json",
            "{\"name\":\"</title><script>window.taken = 5</script> {{data}}\",\"version\":\"<1>\"}",
            "hostile.drl",
            rules.toString()));
  }

  /** A rule's name cannot hold its own quote, nor a break of the line. */
  static String ofRule(int i) {
    return HOSTILE
        .get(i)
        .replace('"', '\'')
        .replace("\u2028", " ")
        .replace("\u2029", " ")
        .replace("\ud800", "");
  }

  static List<Case> hostileCases() {
    List<Case> cases = new ArrayList<>();
    for (int i = 0; i < HOSTILE.size(); i++) {
      String text = HOSTILE.get(i);
      Attributes attributes = Attributes.of(Map.of("n", i, text.replace('.', ' '), text));
      cases.add(
          new Case(
              text,
              text,
              attributes,
              List.of(new Output(text, text, text, attributes, Attributes.none())),
              List.of(),
              Attributes.none()));
    }
    return cases;
  }

  static List<Judgment> hostileJudgments() {
    return HOSTILE.stream()
        .map(
            it ->
                new Judgment(
                    it,
                    it,
                    new Judgment.OnOutput(it, DeonticStatus.PERMITTED),
                    it,
                    0.7,
                    null,
                    Attributes.none(),
                    Attributes.none()))
        .toList();
  }

  static String hostileAdvice(Constitution constitution) {
    Advisor advisor = new Advisor(constitution, Advisor.Options.of(constitution).withTop(2));
    List<Case> cases = hostileCases();
    List<Judgment> judgments = hostileJudgments();
    for (int i = 0; i < cases.size(); i++) {
      advisor.add(cases.get(i), List.of(judgments.get(i)));
    }
    return Page.of(constitution, advisor.advise(), cases, judgments);
  }

  static String hostileEquilibria(Constitution constitution) {
    List<Case> cases = hostileCases();
    List<Judgment> judgments = hostileJudgments();
    Advisor advisor = new Advisor(constitution, Advisor.Options.of(constitution));
    for (int i = 0; i < cases.size(); i++) {
      advisor.add(cases.get(i), List.of(judgments.get(i)));
    }
    return Page.of(constitution, advisor.equilibria(EquilibriaOptions.DEFAULT), cases, judgments);
  }

  static String hostileCoverage(Constitution constitution) {
    CoverageBuilder survey = new CoverageBuilder(constitution);
    List<Case> cases = hostileCases();
    List<Judgment> judgments = hostileJudgments();
    for (int i = 0; i < cases.size(); i++) {
      survey.add(cases.get(i), List.of(judgments.get(i)));
    }
    return Page.of(constitution, survey.coverage(), cases);
  }

  /** A proposal of an exception, with two cases that cannot be parted. */
  static String amendment() {
    Path clinic = Path.of("test-fixtures", "clinic");
    List<Corpus.JudgedCase> judged = new ArrayList<>();
    Corpus.open(clinic.resolve("cases.jsonl"), clinic.resolve("overrides.jsonl"))
        .forEach((given, held) -> judged.add(new Corpus.JudgedCase(given, held, 0)));
    for (DeonticStatus status : List.of(DeonticStatus.PERMITTED, DeonticStatus.FORBIDDEN)) {
      String id = status.word();
      Judgment.Verdict verdict = new Judgment.OnOutput("a", status);
      judged.add(
          new Corpus.JudgedCase(
              Case.of(id, Output.of("a", Attributes.of(Map.of("dose", true)))),
              List.of(Judgment.of("J-" + id, id, verdict, 0.9)),
              0));
    }
    return amendment(Constitution.load(clinic.resolve("rules")), judged);
  }

  static String hostileAmendment(Constitution constitution) {
    List<Case> cases = hostileCases();
    List<Judgment> judgments = hostileJudgments();
    List<Corpus.JudgedCase> judged = new ArrayList<>();
    for (int i = 0; i < cases.size(); i++) {
      judged.add(new Corpus.JudgedCase(cases.get(i), List.of(judgments.get(i)), 0));
    }
    return amendment(constitution, judged);
  }

  private static String amendment(Constitution constitution, List<Corpus.JudgedCase> judged) {
    Amender amender = new Amender(constitution, new Amender.Options(1, 2, 0, null));
    judged.forEach(it -> amender.add(it.situation(), it.judgments()));
    return Page.of(constitution, amender.propose(), judged);
  }

  /** Three constitutions that agree on some cases and are divided on others. */
  static String plural() {
    List<NamedConstitution> constitutions =
        Stream.of("harm-first", "duty-first", "freedom-first")
            .map(
                it ->
                    new NamedConstitution(
                        it, Constitution.load(Path.of("test-fixtures", "plural", it))))
            .toList();
    Corpus corpus = corpus("common-morality");
    List<Corpus.JudgedCase> judged = new ArrayList<>();
    corpus.forEach((given, held) -> judged.add(new Corpus.JudgedCase(given, held, 0)));
    return plural(constitutions, judged);
  }

  static String hostilePlural(Constitution constitution) {
    List<Case> cases = hostileCases();
    List<Judgment> judgments = hostileJudgments();
    List<Corpus.JudgedCase> judged = new ArrayList<>();
    for (int i = 0; i < cases.size(); i++) {
      judged.add(new Corpus.JudgedCase(cases.get(i), List.of(judgments.get(i)), 0));
    }
    return plural(
        List.of(
            new NamedConstitution(HOSTILE.get(0), constitution),
            new NamedConstitution(HOSTILE.get(1), constitution("assistant-conduct"))),
        judged);
  }

  private static String plural(
      List<NamedConstitution> constitutions, List<Corpus.JudgedCase> judged) {
    SideBySide sideBySide = new SideBySide(constitutions, SideBySide.Options.DEFAULT);
    judged.forEach(it -> sideBySide.add(it.situation(), it.judgments()));
    return Page.of(
        constitutions,
        sideBySide.compare(),
        judged.stream().map(Corpus.JudgedCase::situation).toList(),
        judged.stream().flatMap(it -> it.judgments().stream()).toList());
  }

  /** The ledger kept for tests, each decision under its own constitution. */
  static String replay() {
    Ledger ledger = Ledger.in(Path.of("test-fixtures", "ledgers", "small"));
    return Page.of(ledger.name(), Replayer.DEFAULT.replay(ledger, entries -> {}), null);
  }

  /** What another constitution changes. */
  static String hostileReplay(Constitution constitution) {
    SortedMap<Aspect, Long> aspects = new TreeMap<>(Map.of(Aspect.ANSWER, 3L));
    DecisionComparison comparison =
        new DecisionComparison(
            9,
            3,
            aspects,
            List.of(
                new DecisionComparison.Group(
                    HOSTILE,
                    true,
                    3,
                    aspects,
                    HOSTILE.stream().map(it -> new DecisionComparison.AnswerChange(it, 1)).toList(),
                    HOSTILE)),
            List.of(new DecisionComparison.NewCases(DecisionComparison.Condition.GAP, 1, HOSTILE)));
    ReplaySummary summary =
        new ReplaySummary(
            new TreeMap<>(Map.of(EntryKind.DECISION, 9L)),
            1,
            1,
            HOSTILE.stream().map(it -> new ReplaySummary.Damage(7, it)).toList(),
            new TreeMap<>(Map.of("</script>", new ReplaySummary.Share(5, 3, 1))),
            new TreeMap<>(),
            List.of(),
            new TreeMap<>(
                Map.of(
                    NotReplayableReason.MASKED,
                    new ReplaySummary.NotReplayable(
                        1, HOSTILE.stream().map(it -> new ReplaySummary.Example(7, it)).toList()))),
            comparison,
            new TreeSet<>(HOSTILE));
    return Page.of(
        HOSTILE.get(0), new ReplayResult(0, null, summary, constitution.digest()), constitution);
  }

  /** Advice with so many conflicts, each between a rule and a judgment, or two rules as well. */
  static String large(Constitution constitution, int conflicts) {
    Random random = new Random(7);
    List<Advice.CorpusConflict> found = new ArrayList<>();
    List<Case> cases = new ArrayList<>();
    List<Judgment> judgments = new ArrayList<>();
    Map<AppliedElement, TheoreticalWeight> weights = new TreeMap<>();
    List<String> rules = List.copyOf(constitution.rules().keySet());
    for (int i = 0; i < conflicts; i++) {
      String id = "case-%04d".formatted(i);
      Judgment judgment =
          new Judgment(
              "J-%04d".formatted(i),
              id,
              new Judgment.OnOutput("a", DeonticStatus.PERMITTED),
              "holder-" + i % 40,
              0.5,
              null,
              Attributes.none(),
              Attributes.none());
      judgments.add(judgment);
      cases.add(Case.of(id, Output.of("a", Attributes.none())));
      List<List<AppliedElement>> environments = new ArrayList<>();
      for (int k = 0; k < 1 + i % 3; k++) {
        String rule = rules.get(random.nextInt(rules.size()));
        Element element = constitution.rules().get(rule).rule().element();
        environments.add(
            List.of(
                new AppliedElement(Element.judgment(judgment.id()), id),
                new AppliedElement(element, id)));
      }
      environments.forEach(
          set ->
              set.forEach(
                  it ->
                      weights.put(
                          it, TheoreticalWeight.untouched(it.element().toString(), 0.5, false))));
      found.add(
          new Advice.CorpusConflict(
              "clash", List.of("a"), List.of(id), List.of("why"), environments, false));
    }
    List<Advice.Price> prices =
        weights.keySet().stream()
            .map(it -> new Advice.Price(it, new Cost(500_000_000), Optional.of(Cost.ZERO)))
            .toList();
    Advice advice =
        new Advice(
            constitution.digest(),
            Levels.NONE,
            conflicts,
            conflicts,
            found,
            List.of(),
            prices,
            new TreeMap<>(weights),
            new Advice.Disequilibrium(
                Cost.INFINITE, new Cost(1_000_000_000L * conflicts), false, List.of()),
            1,
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            Optional.empty(),
            List.of());
    return Page.of(constitution, advice, cases, judgments);
  }
}
