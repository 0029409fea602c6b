package org.equipoise.cli;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.equipoise.authoring.advice.Advice;
import org.equipoise.authoring.advice.Advisor;
import org.equipoise.cli.CheckReport.Summary;
import org.equipoise.constitution.Constitution;
import org.equipoise.constitution.DefinedRule;
import org.equipoise.decision.Decider;
import org.equipoise.decision.Decision;
import org.equipoise.decision.OutputDecision;
import org.equipoise.facts.Case;
import org.equipoise.facts.Judgment;
import org.equipoise.formats.Corpus;
import org.equipoise.inference.Findings;
import org.equipoise.inference.Findings.FoundConflict;
import org.equipoise.language.Element;
import org.equipoise.revision.CaseWeights;
import org.equipoise.revision.Cost;
import org.equipoise.revision.CountedJudgments;

/**
 * What a newcomer sees first: the bundled constitution, what it decides, and its hardest conflict.
 */
final class Demo {
  private static final String CONSTITUTION = "assistant-conduct";
  private static final Path FIXTURES = Path.of("test-fixtures", CONSTITUTION);

  private final Constitution constitution;
  private final PrintWriter out;
  private final Map<String, Integer> states = new TreeMap<>();
  private final Map<String, Integer> verdicts = new TreeMap<>();
  private final Map<String, Integer> kinds = new TreeMap<>();
  private final List<Hard> conflicts = new ArrayList<>();
  private final Advisor advisor;

  /** A conflict with what it costs to keep everything that makes it but the cheapest element. */
  private record Hard(Case given, Findings findings, FoundConflict conflict, Cost cost) {}

  private Demo(Constitution constitution, PrintWriter out) {
    this.constitution = constitution;
    this.out = out;
    this.advisor = new Advisor(constitution, Advisor.Options.of(constitution).withTop(3));
  }

  static int run(PrintWriter out) {
    Constitution constitution = Constitution.loadResource("org/equipoise/rules/" + CONSTITUTION);
    Demo tour = new Demo(constitution, out);
    out.println("Equipoise governs what an automatic actor may do, and shows its reasons.");
    out.println();
    out.println("Loaded   " + Summary.of(constitution));
    out.println("         " + constitution.digest());
    if (Files.isDirectory(FIXTURES)) {
      tour.decide(
          Corpus.open(FIXTURES.resolve("cases.jsonl"), FIXTURES.resolve("judgments.jsonl")));
      tour.next();
    } else {
      out.println("         its fixtures are in a checkout, in " + FIXTURES + "; run there to try");
      out.println();
      out.println("Next");
      out.println("  java -jar equipoise-cli.jar init my-rules   writes rules to begin with");
      out.println("  java -jar equipoise-cli.jar --help          shows all commands");
    }
    return ExitCode.FINE;
  }

  private void decide(Corpus corpus) {
    Decider decider = new Decider(constitution);
    corpus.forEach(
        (given, judgments) -> {
          Findings findings = CountedJudgments.infer(constitution, given, judgments);
          Decision decision = decider.decide(findings);
          count(decision);
          advisor.add(findings);
          CaseWeights weights = CaseWeights.of(constitution, findings);
          for (FoundConflict conflict : decision.conflicts()) {
            kinds.merge(conflict.conflict().kind(), 1, Integer::sum);
            conflicts.add(new Hard(given, findings, conflict, hardness(conflict, weights)));
          }
        });
    Advice advice = advisor.advise();
    long across = advice.conflicts().stream().filter(it -> it.cases().size() > 1).count();
    out.println();
    out.println(
        "Decided  "
            + corpus.size()
            + " cases with "
            + corpus.judgments().size()
            + " judgments: "
            + list(states));
    out.println("         their outputs: " + list(verdicts));
    out.println(
        "Found    "
            + conflicts.size()
            + " conflicts within cases: "
            + list(kinds)
            + "; across cases, "
            + across
            + " precedents that judge alike things otherwise");
    conflicts.stream().max(Comparator.comparing(Hard::cost)).ifPresent(this::show);
    out.println();
    out.println("What the advisor would give up first, over all cases:");
    out.println();
    AdviceText.write(advice, constitution, out);
  }

  private void count(Decision decision) {
    states.merge(decision.state().word(), 1, Integer::sum);
    for (OutputDecision output : decision.outputs()) {
      verdicts.merge(output.verdict().word(), 1, Integer::sum);
    }
  }

  /**
   * The least weight that has to go: over the sets that cannot all stand, the most of the least.
   */
  private static Cost hardness(FoundConflict conflict, CaseWeights weights) {
    return conflict.label().environments().stream()
        .map(
            environment ->
                environment.stream()
                    .map(weights::cost)
                    .min(Comparator.naturalOrder())
                    .orElse(Cost.ZERO))
        .filter(it -> !it.isInfinite())
        .max(Comparator.naturalOrder())
        .orElse(Cost.ZERO);
  }

  private void show(Hard hard) {
    CaseWeights weights = CaseWeights.of(constitution, hard.findings());
    out.println();
    out.println(
        "The hardest conflict is a "
            + hard.conflict().conflict().kind()
            + " in case "
            + hard.given().id()
            + ", about "
            + String.join(" and ", hard.conflict().conflict().about()));
    if (hard.given().context() != null) {
      out.println("  " + DecisionText.shorten(hard.given().context(), 110));
    }
    int number = 0;
    for (List<Element> environment : hard.conflict().label().environments()) {
      out.println();
      number++;
      out.println("  " + number + ". These cannot all stand:");
      for (Element element : environment) {
        out.println("     " + element + ", weight " + weights.cost(element));
        out.println("       " + said(element, hard));
      }
    }
  }

  private String said(Element element, Hard hard) {
    DefinedRule rule = constitution.rules().get(element.name());
    if (element.isRule() && rule != null) {
      String says = rule.rule().says() == null ? "" : rule.rule().says() + "  ";
      return says + "rules/" + CONSTITUTION + "/" + rule.file() + ":" + rule.line();
    }
    for (Judgment judgment : hard.findings().judgments()) {
      if (element.equals(Element.judgment(judgment.id()))) {
        return (judgment.stakeholder() == null ? "somebody" : judgment.stakeholder())
            + " holds: "
            + verdict(judgment)
            + "  "
            + FIXTURES.resolve("judgments.jsonl");
      }
    }
    return "asserted in " + FIXTURES.resolve("cases.jsonl") + ", and disputed";
  }

  private static String verdict(Judgment judgment) {
    return judgment.verdict() instanceof Judgment.OnOutput it
        ? it.output() + " is " + it.status().word()
        : ((Judgment.Preference) judgment.verdict()).preferred()
            + " is better than "
            + ((Judgment.Preference) judgment.verdict()).over();
  }

  private void next() {
    out.println();
    out.println("Next");
    out.println("  mvn -q -DskipTests package");
    out.println("  java -jar target/equipoise-cli.jar check rules/" + CONSTITUTION);
    out.println(
        "  java -jar target/equipoise-cli.jar decide rules/"
            + CONSTITUTION
            + " --cases "
            + FIXTURES
            + "/cases.jsonl --judgments "
            + FIXTURES
            + "/judgments.jsonl --format text");
    out.println("  README.md tells how to call it from Java and how to write a rule.");
  }

  private static String list(Map<String, Integer> counts) {
    return counts.entrySet().stream()
        .map(it -> it.getValue() + " " + it.getKey())
        .collect(Collectors.joining(", "));
  }
}
