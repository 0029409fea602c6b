package org.equipoise.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.equipoise.calibration.Calibration;
import org.equipoise.calibration.LabelledScore;
import org.equipoise.calibration.Outcome;
import org.equipoise.calibration.Quality;
import org.equipoise.calibration.Risk;
import org.equipoise.calibration.Thresholds;
import org.equipoise.coherence.EntailmentModel;
import org.equipoise.coherence.LexicalEntailmentModel;
import org.equipoise.coherence.Relation;
import org.equipoise.coherence.TextPair;
import org.equipoise.coherence.words.LabelledPair;
import org.equipoise.coherence.words.LearnedWords;
import org.equipoise.integration.onnx.OnnxEntailmentModel;
import org.equipoise.statistics.Estimate;

/**
 * What a model of entailment tells on public pairs that people labelled, beside what words and
 * lengths tell, and how long a pair takes. Half of each set, by the digest of its group, makes the
 * thresholds; the other half judges them. {@code -Dpairs=N} takes N pairs of each half at most.
 *
 * <p>The folder of the data and that of the model are the arguments; by default {@code
 * ../shared/data} and {@code models/coherence-en-e5s} in it.
 */
public final class Entailing {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Instant MADE = Instant.EPOCH;
  private static final Map<String, String> RULES =
      Map.of(
          "death",
          "Do not kill.",
          "pain",
          "Do not cause pain.",
          "disable",
          "Do not disable.",
          "freedom",
          "Do not deprive of freedom.",
          "pleasure",
          "Do not deprive of pleasure.",
          "deceive",
          "Do not deceive.",
          "cheat",
          "Do not cheat.",
          "break_promise",
          "Do not break your promises.",
          "break_law",
          "Do not break the law.",
          "duty",
          "Do your duty.");

  /** A pair, whether the second text contradicts the first, and the group it belongs to. */
  private record Labelled(TextPair pair, boolean label, String group) {}

  private Entailing() {}

  /** Measures, and prints. */
  public static void main(String[] arguments) throws IOException {
    Path data = Path.of(arguments.length > 0 ? arguments[0] : "../shared/data");
    Path folder =
        arguments.length > 1
            ? Path.of(arguments[1])
            : data.resolve("models").resolve("coherence-en-e5s");
    try (EntailmentModel model = OnnxEntailmentModel.of(folder)) {
      speed(model);
      List<Labelled> norms = norms(data.resolve("moral-stories/norms_dev.jsonl"));
      measure("norm against norm (Moral Stories)", model, norms, true);
      measure("output against output (ChatProtect)", model, chatProtect(data), true);
      Thresholds stories =
          measure("norm against action (Moral Stories)", model, stories(data), false);
      List<Labelled> choices = moralChoice(data);
      measure("rule against action (MoralChoice)", model, choices, false);
      List<LabelledScore> all = scores(model, half(choices, false), false);
      tell("calibrated on Moral Stories, used on MoralChoice", Outcome.of(all, stories));
    }
  }

  private static void speed(EntailmentModel model) {
    for (int words : List.of(5, 10, 20, 40)) {
      TextPair pair =
          new TextPair("You must keep promises.", "They never broke a word. ".repeat(words / 5));
      for (int i = 0; i < 20; i++) {
        model.relate(List.of(pair));
      }
      Stopwatch watch = new Stopwatch();
      int runs = 100;
      for (int i = 0; i < runs; i++) {
        model.relate(List.of(pair));
      }
      System.out.printf(
          Locale.ROOT, "a pair of %d words: %.1f ms CPU%n", words + 4, 1000 * watch.cpu() / runs);
    }
  }

  private static List<JsonNode> lines(Path file) throws IOException {
    List<JsonNode> lines = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      lines.add(JSON.readTree(line));
    }
    return lines;
  }

  private static List<Labelled> norms(Path file) throws IOException {
    List<Labelled> pairs = new ArrayList<>();
    for (JsonNode each : lines(file)) {
      TextPair pair = new TextPair(each.path("premise").asText(), each.path("hypothesis").asText());
      boolean label = each.path("label").asText().equals("contradicts");
      if (!pair.premise().equals(pair.hypothesis())) {
        pairs.add(new Labelled(pair, label, each.path("group").asText()));
      }
    }
    return pairs;
  }

  private static List<Labelled> stories(Path data) throws IOException {
    List<Labelled> pairs = new ArrayList<>(norms(data.resolve("moral-stories/ms_dev.jsonl")));
    pairs.addAll(norms(data.resolve("moral-stories/ms_flip_dev.jsonl")));
    return pairs;
  }

  private static List<Labelled> chatProtect(Path data) throws IOException {
    List<Labelled> pairs = new ArrayList<>();
    for (JsonNode each : lines(data.resolve("chatprotect-contradictions/pairs.jsonl"))) {
      String label = each.path("label").toString();
      if (each.hasNonNull("sentence_2") && !label.contains("not verified")) {
        pairs.add(
            new Labelled(
                new TextPair(each.path("sentence_1").asText(), each.path("sentence_2").asText()),
                label.contains("strong"),
                each.path("target").asText()));
      }
    }
    return pairs;
  }

  private static List<Labelled> moralChoice(Path data) throws IOException {
    List<Labelled> pairs = new ArrayList<>();
    for (String file : List.of("scenarios_low.jsonl", "scenarios_high.jsonl")) {
      for (JsonNode each : lines(data.resolve("moralchoice").resolve(file))) {
        for (String action : List.of("1", "2")) {
          for (Map.Entry<String, String> rule : RULES.entrySet()) {
            String answer = each.path("a" + action + "_" + rule.getKey()).asText();
            if (answer.equals("Yes") || answer.equals("No")) {
              String text =
                  each.path("context").asText() + " " + each.path("action" + action).asText();
              String id = each.path("scenario_id").asText();
              // A third of the pairs, so that it takes minutes.
              if (digest(id + action + rule.getKey()) % 3 == 0) {
                pairs.add(
                    new Labelled(new TextPair(rule.getValue(), text), answer.equals("Yes"), id));
              }
            }
          }
        }
      }
    }
    return pairs;
  }

  /** Prints what the model tells of a set, and returns the thresholds that half of it makes. */
  private static Thresholds measure(
      String name, EntailmentModel model, List<Labelled> pairs, boolean isSymmetric) {
    List<Labelled> tested = half(pairs, false);
    System.out.printf(
        Locale.ROOT, "%s: %d pairs, of which %d are held out%n", name, pairs.size(), tested.size());
    List<LabelledScore> scores = scores(model, tested, isSymmetric);
    auroc("the model", scores);
    auroc("words alone", scores(LexicalEntailmentModel.INSTANCE, tested, isSymmetric));
    auroc("words that were learned", scores(words(pairs), tested, isSymmetric));
    auroc("length", scored(tested, it -> Math.min(1, it.pair().hypothesis().length() / 1000.0)));
    List<LabelledScore> learned = scores(model, half(pairs, true), isSymmetric);
    Thresholds last = Thresholds.learn(learned, new Risk(0.1, 0.05, 0.9));
    for (double alarms : List.of(0.1, 0.2, 0.3)) {
      last = Thresholds.learn(learned, new Risk(alarms, 0.05, 0.9));
      tell(
          String.format(Locale.ROOT, "false alarms at most %.1f", alarms),
          Outcome.of(scores, last));
    }
    Calibration made =
        Calibration.of(
            "bench", model.card().digest(), model.card().digest(), MADE, learned, Risk.USUAL);
    List<LabelledScore> fitted =
        scores.stream()
            .map(it -> new LabelledScore(made.probability(it.score()), it.label(), it.group()))
            .toList();
    System.out.printf(
        Locale.ROOT,
        "  ECE %s raw, %s calibrated%n",
        text(Quality.of(scores).ece()),
        text(Quality.of(fitted).ece()));
    return last;
  }

  /** Words learned from all of the first half. */
  private static LearnedWords words(List<Labelled> pairs) {
    return LearnedWords.learn(
        pairs.stream()
            .filter(it -> digest(it.group()) % 2 == 0)
            .map(it -> new LabelledPair(it.pair(), it.label()))
            .toList());
  }

  private static void tell(String name, Outcome outcome) {
    System.out.printf(
        Locale.ROOT,
        "  %s: %d alarms, false %.3f, recall %.3f; %d passes, misses %.3f; undecided %.3f%n",
        name,
        outcome.alarms(),
        outcome.alarms() == 0 ? 0 : (double) outcome.falseAlarms() / outcome.alarms(),
        (double) (outcome.alarms() - outcome.falseAlarms()) / Math.max(1, outcome.positives()),
        outcome.passes(),
        outcome.passes() == 0 ? 0 : (double) outcome.misses() / outcome.passes(),
        (double) outcome.undecided() / outcome.all());
  }

  private static void auroc(String name, List<LabelledScore> scores) {
    System.out.printf(Locale.ROOT, "  AUROC of %s: %s%n", name, text(Quality.of(scores).auroc()));
  }

  private static String text(Estimate estimate) {
    return String.format(
        Locale.ROOT, "%.3f [%.3f, %.3f]", estimate.value(), estimate.low(), estimate.high());
  }

  private static List<LabelledScore> scores(
      EntailmentModel model, List<Labelled> pairs, boolean isSymmetric) {
    List<Relation> forth = model.relate(pairs.stream().map(Labelled::pair).toList());
    List<Relation> back =
        isSymmetric ? model.relate(pairs.stream().map(it -> it.pair().swapped()).toList()) : forth;
    List<LabelledScore> scores = new ArrayList<>();
    for (int i = 0; i < pairs.size(); i++) {
      double score = Math.max(forth.get(i).contradicts(), back.get(i).contradicts());
      scores.add(new LabelledScore(score, pairs.get(i).label(), pairs.get(i).group()));
    }
    return scores;
  }

  private static List<LabelledScore> scored(
      List<Labelled> pairs, ToDoubleFunction<Labelled> score) {
    return pairs.stream()
        .map(it -> new LabelledScore(score.applyAsDouble(it), it.label(), it.group()))
        .toList();
  }

  /** At most so many pairs of each half, whole groups in the order of their digests. */
  private static List<Labelled> half(List<Labelled> pairs, boolean isFirst) {
    return pairs.stream()
        .filter(it -> (digest(it.group()) % 2 == 0) == isFirst)
        .sorted(Comparator.comparingInt(it -> digest(it.group())))
        .limit(Integer.getInteger("pairs", 1_000_000))
        .toList();
  }

  private static int digest(String text) {
    String hex = Calibration.sha256(text.getBytes(StandardCharsets.UTF_8)).substring(7, 13);
    return Integer.parseInt(hex, 16);
  }
}
