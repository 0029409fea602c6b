package org.equipoise.authoring.amendment.internal;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.equipoise.constitution.Constitution;
import org.equipoise.facts.Case;
import org.equipoise.facts.DeonticStatus;
import org.equipoise.facts.Judgment;
import org.equipoise.facts.Output;
import org.equipoise.inference.Findings;
import org.equipoise.inference.Inference;
import org.equipoise.language.Element;

/**
 * A few cases under three rules. What a change does is written into the cases as attributes, which
 * the rules ask for, so that it can be tried by running them again.
 */
final class SmallCorpus {
  static final int LONGEST = 2;
  static final double SPOILING = 0.5;
  static final double PER_TEST = 0.1;
  static final double NEW = 0.5;

  /** Each rule is silent where its attribute `off` says so, and speaks where `on` does. */
  static final Constitution RULES =
      Constitution.of(
          Map.of(
              "constitution.json",
              "{\"name\": \"t\", \"version\": \"1\"}",
              "rules.drl",
              """
              package t
              rule "no-a" @Principle( weight = 0.8 )
              when
                  $o : Output( attr("a") == true || attr("on.no-a") == true,
                               attr("off.no-a") != true )
              then forbid( $o, "a" ); end
              rule "no-b" @Principle( weight = 0.5 )
              when
                  $o : Output( attr("b") == true || attr("on.no-b") == true,
                               attr("off.no-b") != true )
              then forbid( $o, "b" ); end
              rule "yes-c" @Principle( weight = 0.6 )
              when
                  $o : Output( attr("c") == true || attr("on.yes-c") == true,
                               attr("x") != true || attr("on.yes-c") == true,
                               attr("off.yes-c") != true )
              then permit( $o, "c" ); end
              rule "new-permit" @Principle( weight = 0.5 )
              when $o : Output( attr("on.permit") == true )
              then permit( $o, "new" ); end
              rule "new-forbid" @Principle( weight = 0.5 )
              when $o : Output( attr("on.forbid") == true )
              then forbid( $o, "new" ); end
              """));

  static final Map<String, Double> WEIGHTS =
      new TreeMap<>(Map.of("no-a", 0.8, "no-b", 0.5, "yes-c", 0.6));

  /** What speaks for outputs. */
  static final Set<String> FOR = Set.of("yes-c", "permit");

  /** A case and the judgments on it. */
  record Judged(Case given, List<Judgment> judgments) {}

  final List<Judged> corpus;
  final List<Case> cases = new ArrayList<>();
  final List<Output> outputs = new ArrayList<>();
  final List<Integer> caseOf = new ArrayList<>();
  final List<Set<String>> forSides = new ArrayList<>();
  final List<Set<String>> againstSides = new ArrayList<>();
  final Set<String> inConflict = new HashSet<>();
  final double account;

  SmallCorpus(List<Judged> corpus, double account) {
    this.corpus = corpus;
    this.account = account;
    for (int c = 0; c < corpus.size(); c++) {
      Judged judged = corpus.get(c);
      Findings findings = Inference.infer(RULES, judged.given(), judged.judgments());
      for (Output output : judged.given().outputs()) {
        cases.add(judged.given());
        outputs.add(output);
        caseOf.add(c);
        forSides.add(speaking(findings, output, DeonticStatus.PERMITTED));
        againstSides.add(speaking(findings, output, DeonticStatus.FORBIDDEN));
      }
      for (Findings.FoundConflict conflict : findings.conflicts()) {
        for (List<Element> environment : conflict.label().environments()) {
          for (Element element : environment) {
            for (int o = 0; o < outputs.size(); o++) {
              boolean isAbout =
                  caseOf.get(o) == c
                      && (!conflict.conflict().kind().equals("clash")
                          || conflict.conflict().about().contains(outputs.get(o).id()));
              if (isAbout) {
                inConflict.add(element.name() + " " + o);
              }
            }
          }
        }
      }
    }
  }

  static Set<String> speaking(Findings findings, Output output, DeonticStatus status) {
    return findings.claims().stream()
        .filter(it -> it.claim().output().equals(output.id()))
        .filter(it -> it.claim().deonticStatus() == status && it.claim().claimant().isRule())
        .map(it -> it.claim().claimant().name())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  List<Judgment> judgments(int output, DeonticStatus status) {
    return corpus.get(caseOf.get(output)).judgments().stream()
        .filter(it -> ((Judgment.OnOutput) it.verdict()).output().equals(outputs.get(output).id()))
        .filter(it -> status == null || ((Judgment.OnOutput) it.verdict()).status() == status)
        .toList();
  }

  boolean speaks(String rule, int output) {
    return forSides.get(output).contains(rule) || againstSides.get(output).contains(rule);
  }

  boolean isGap(int output) {
    return forSides.get(output).isEmpty() && againstSides.get(output).isEmpty();
  }

  List<Set<String>> none() {
    List<Set<String>> none = new ArrayList<>();
    outputs.forEach(it -> none.add(new TreeSet<>()));
    return none;
  }

  /** What the judgments cost that lose their only principle. */
  double charge(String rule, int output) {
    double charge = 0;
    for (boolean isFor : List.of(true, false)) {
      Set<String> side = isFor ? forSides.get(output) : againstSides.get(output);
      if (side.equals(Set.of(rule))) {
        charge +=
            account
                * judgments(output, isFor ? DeonticStatus.PERMITTED : DeonticStatus.FORBIDDEN)
                    .stream()
                    .mapToDouble(Judgment::confidence)
                    .sum();
      }
    }
    return charge;
  }
}
