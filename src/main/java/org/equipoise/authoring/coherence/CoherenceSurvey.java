package org.equipoise.authoring.coherence;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.equipoise.authoring.coherence.TextFinding.Kind;
import org.equipoise.calibration.Calibration;
import org.equipoise.coherence.CoherenceScorer;
import org.equipoise.coherence.EntailmentModel;
import org.equipoise.coherence.Examination;
import org.equipoise.coherence.Questions;
import org.equipoise.coherence.Sentence;
import org.equipoise.coherence.TextPair;
import org.equipoise.coherence.Use;
import org.equipoise.constitution.Constitution;
import org.equipoise.constitution.DefinedRule;
import org.equipoise.facts.Case;
import org.equipoise.facts.Judgment;
import org.equipoise.facts.Message;
import org.equipoise.facts.Output;
import org.equipoise.inference.Findings.FoundAlike;
import org.equipoise.inference.Inference;
import org.equipoise.language.Principle;
import org.jspecify.annotations.Nullable;

/**
 * Tests the texts of cases, one case after the other. Each output is tested against the sentence of
 * each principle, against earlier outputs of its author in alike cases, and against itself; the
 * reason of each judgment, which stands in {@code x-reason}, against the sentence of each
 * principle. What has no text is left out. Not safe for use by several threads.
 */
public final class CoherenceSurvey {
  /** An output is compared with so many earlier ones, the last of those that are alike. */
  private static final int MOST_EARLIER = 20;

  private static final String REASON = "x-reason";

  private final Constitution constitution;
  private final EntailmentModel model;
  private final SortedMap<Use, Calibration> calibrations = new TreeMap<>();
  private final Map<Use, CoherenceScorer> scorers = new HashMap<>();
  private final @Nullable String by;
  private final List<TextFinding> findings = new ArrayList<>();

  /** What authors said in alike cases, by author and key. */
  private final Map<List<String>, List<Said>> said = new HashMap<>();

  /**
   * A text.
   *
   * @param question what it answers; empty if that is not known, or does not count
   */
  private record Said(String source, String text, String question) {
    Said(String source, String text) {
      this(source, text, "");
    }
  }

  /**
   * A survey.
   *
   * @param calibrations those that were not made of this model count for nothing, and so does
   *     another of the same use
   * @param by the attribute of cases by which they are told apart; null if they are not
   */
  public CoherenceSurvey(
      Constitution constitution,
      EntailmentModel model,
      List<Calibration> calibrations,
      @Nullable String by) {
    this.constitution = constitution;
    this.model = model;
    this.by = by;
    for (Calibration each : calibrations) {
      Use.of(each.use())
          .filter(it -> each.isOf(model.card().digest()))
          .ifPresent(it -> this.calibrations.putIfAbsent(it, each));
    }
    for (Use use : Use.values()) {
      Calibration calibration = this.calibrations.get(use);
      scorers.put(
          use,
          calibration == null
              ? CoherenceScorer.uncalibrated(model)
              : CoherenceScorer.of(model, calibration));
    }
  }

  /** Tests the texts of a case, and returns what is found. */
  public List<TextFinding> add(Case situation, List<Judgment> judgments) {
    List<TextFinding> found = new ArrayList<>();
    for (Output output : situation.outputs()) {
      String text = output.text();
      if (text != null && !text.isBlank()) {
        againstPrinciples(situation, output, text, found);
        itself(situation, output, text, found);
      }
    }
    alike(situation, found);
    for (Judgment judgment : judgments) {
      if (judgment.extensions().get(REASON) instanceof String reason && !reason.isBlank()) {
        reason(situation, judgment, reason, found);
      }
    }
    findings.addAll(found);
    return List.copyOf(found);
  }

  /** Returns what was found until now. */
  public Coherence coherence() {
    return new Coherence(
        constitution.digest(), model.card(), calibrations, NormClash.of(constitution), findings);
  }

  private void againstPrinciples(
      Case situation, Output output, String text, List<TextFinding> found) {
    String source = source(situation, output);
    for (DefinedRule each : constitution.rules().values()) {
      String says = each.rule().says();
      if (each.rule() instanceof Principle && says != null && !says.isBlank()) {
        Said standing = new Said(each.rule().element().toString(), says);
        found.add(
            finding(
                Kind.PRINCIPLE,
                situation,
                output.id(),
                output.author(),
                standing,
                new Said(source, text)));
      }
    }
  }

  private void itself(Case situation, Output output, String text, List<TextFinding> found) {
    scorer(Kind.ITSELF)
        .examineItself(text)
        .ifPresent(
            it -> {
              Said own = new Said(source(situation, output), text);
              found.add(of(Kind.ITSELF, situation, output.id(), output.author(), own, own, it));
            });
  }

  private void alike(Case situation, List<TextFinding> found) {
    Map<String, Output> outputs = new HashMap<>();
    situation.outputs().forEach(it -> outputs.put(it.id(), it));
    boolean isTold =
        situation.outputs().stream().anyMatch(it -> it.text() != null && it.author() != null);
    if (!isTold) {
      return;
    }
    for (FoundAlike each : Inference.infer(constitution, situation, List.of()).alike()) {
      Output output = outputs.get(each.alike().output());
      if (output == null || output.text() == null || output.author() == null) {
        continue;
      }
      List<Said> earlier =
          said.computeIfAbsent(
              List.of(output.author(), String.valueOf(each.alike().key())),
              it -> new ArrayList<>());
      Said tested = new Said(source(situation, output), output.text(), question(situation));
      int from = Math.max(0, earlier.size() - MOST_EARLIER);
      for (Said standing : earlier.subList(from, earlier.size())) {
        found.add(finding(Kind.ALIKE, situation, output.id(), output.author(), standing, tested));
      }
      earlier.add(tested);
    }
  }

  private void reason(Case situation, Judgment judgment, String reason, List<TextFinding> found) {
    Said tested = new Said("judgment:" + judgment.id(), reason);
    for (DefinedRule each : constitution.rules().values()) {
      String says = each.rule().says();
      if (each.rule() instanceof Principle && says != null && !says.isBlank()) {
        Said standing = new Said(each.rule().element().toString(), says);
        found.add(finding(Kind.REASON, situation, null, judgment.stakeholder(), standing, tested));
      }
    }
  }

  private TextFinding finding(
      Kind kind,
      Case situation,
      @Nullable String output,
      @Nullable String author,
      Said standing,
      Said tested) {
    TextPair pair = new TextPair(standing.text(), tested.text());
    Questions questions = new Questions(standing.question(), tested.question());
    Examination examination = scorer(kind).examine(pair, questions, Coherence.use(kind));
    return of(kind, situation, output, author, standing, tested, examination);
  }

  private TextFinding of(
      Kind kind,
      Case situation,
      @Nullable String output,
      @Nullable String author,
      Said standing,
      Said tested,
      Examination examination) {
    Sentence premise = examination.premise();
    Sentence hypothesis = examination.hypothesis();
    Object told = by == null ? null : situation.attributes().get(by);
    return new TextFinding(
        kind,
        situation.id(),
        output,
        author,
        told == null ? null : told.toString(),
        Quote.of(standing.source(), standing.text(), premise),
        Quote.of(tested.source(), tested.text(), hypothesis),
        examination.finding(),
        examination.relation());
  }

  private CoherenceScorer scorer(Kind kind) {
    return Objects.requireNonNull(scorers.get(Coherence.use(kind)));
  }

  /** What the outputs of a case answer: the last message of a user, or else the context. */
  private static String question(Case situation) {
    String question = situation.context();
    for (Message each : situation.messages()) {
      if (each.role() == Message.Role.USER && each.text() != null) {
        question = each.text();
      }
    }
    return question == null ? "" : question;
  }

  private static String source(Case situation, Output output) {
    return "output:" + situation.id() + "/" + output.id();
  }
}
