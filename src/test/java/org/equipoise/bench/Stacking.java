package org.equipoise.bench;

import com.google.common.base.Splitter;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import org.equipoise.bench.LabelledSources.Item;
import org.equipoise.calibration.Calibration;
import org.equipoise.calibration.CoverageCheck;
import org.equipoise.calibration.LabelledScore;
import org.equipoise.calibration.Outcome;
import org.equipoise.calibration.Quality;
import org.equipoise.calibration.Risk;
import org.equipoise.coherence.EntailmentModel;
import org.equipoise.coherence.ModelCard;
import org.equipoise.coherence.Relation;
import org.equipoise.coherence.TextPair;
import org.equipoise.coherence.words.LabelledPair;
import org.equipoise.coherence.words.LearnedWords;
import org.equipoise.coherence.words.StackedModel;
import org.equipoise.integration.onnx.OnnxEntailmentModel;
import org.equipoise.statistics.Estimate;
import org.jspecify.annotations.Nullable;

/**
 * What a model of entailment tells on public pairs that people labelled, alone and together with
 * learned words, beside the length of a text, the overlap and the cosine of the words of both, and
 * learned words alone. Of each source six tenths are learned from, two calibrate and two are
 * judged, by the digest of what a pair belongs to. {@code -Dparts=norms,ChatProtect} runs some of
 * the parts ({@code norms}, {@code ChatProtect}, {@code stories}, {@code shifted}, {@code unseen},
 * {@code MoralChoice}, {@code more}: MoralChoice with the pairs to calibrate learned as well) and
 * not all; {@code -Dshare=N} takes one of N scenarios of MoralChoice.
 *
 * <p>Arguments: the folder of the data, and that of the model; by default {@code ../shared/data}
 * and {@code models/coherence-en-e5s} in it.
 */
final class Stacking {
  private static final Set<String> UNSEEN =
      Set.of(
          "It is wrong to cheat others.",
          "It is wrong to injure others.",
          "It is wrong to hurt others.");

  private final EntailmentModel model;
  private final LabelledSources sources;

  private Stacking(EntailmentModel model, LabelledSources sources) {
    this.model = model;
    this.sources = sources;
  }

  /** The parts of a source. */
  private record Parts(
      String name, boolean isSymmetric, List<Item> learn, List<Item> calibrate, List<Item> judge) {}

  public static void main(String[] arguments) throws IOException {
    Path data = Path.of(arguments.length > 0 ? arguments[0] : "../shared/data");
    Path folder =
        arguments.length > 1 ? Path.of(arguments[1]) : data.resolve("models/coherence-en-e5s");
    List<String> parts =
        Splitter.on(',')
            .splitToList(
                System.getProperty(
                    "parts", "norms,ChatProtect,stories,unseen,MoralChoice,shifted"));
    try (EntailmentModel network = OnnxEntailmentModel.of(folder)) {
      Stacking stacking = new Stacking(new Remembering(network), new LabelledSources(data));
      for (String part : parts) {
        long start = System.nanoTime();
        stacking.run(part);
        System.out.printf(
            Locale.ROOT, "(%s: %d s)%n", part, (System.nanoTime() - start) / 1000000000);
      }
    }
  }

  private void run(String part) throws IOException {
    switch (part) {
      case "norms" -> {
        Parts norms = parts("norm against norm", sources.norms(), true, 1);
        aurocs(norms, norms.judge(), null);
      }
      case "ChatProtect" -> {
        Parts parts = parts("ChatProtect", sources.chatProtect(), true, 1);
        StackedModel both = stack(parts.learn());
        aurocs(parts, parts.judge(), both);
        for (Risk risk : List.of(new Risk(0.1, 0.05, 0.9), new Risk(0.2, 0.1, 0.9))) {
          thresholds(parts, parts, model, risk);
          thresholds(parts, parts, both, risk);
        }
      }
      case "stories" -> {
        Parts stories = parts("Moral Stories", sources.moralStories(), false, 1);
        aurocs(stories, stories.judge(), null);
      }
      case "shifted" ->
          thresholds(
              parts("Moral Stories", sources.moralStories(), false, 1),
              choices(),
              model,
              new Risk(0.3, 0.2, 0.9));
      case "unseen" -> {
        Parts choices = choices();
        Predicate<Item> isUnseen = it -> UNSEEN.contains(it.labelled().pair().premise());
        byAmbiguity(
            choices, isUnseen, stack(choices.learn().stream().filter(isUnseen.negate()).toList()));
      }
      case "MoralChoice" -> {
        Parts choices = choices();
        StackedModel both = stack(choices.learn());
        byAmbiguity(choices, it -> true, both);
        for (Risk risk : List.of(new Risk(0.3, 0.05, 0.9), new Risk(0.3, 0.1, 0.9))) {
          thresholds(choices, choices, both, risk);
        }
      }
      case "more" -> {
        Parts choices = choices();
        List<Item> more = new ArrayList<>(choices.learn());
        more.addAll(choices.calibrate());
        byAmbiguity(choices, it -> true, stack(more));
      }
      default -> throw new IllegalArgumentException("there is no part `" + part + "`");
    }
  }

  private Parts choices() throws IOException {
    return parts("MoralChoice", sources.moralChoice(), false, Integer.getInteger("share", 1));
  }

  private void byAmbiguity(Parts choices, Predicate<Item> which, StackedModel both) {
    aurocs(choices, judged(choices, which), both);
    for (String kind : List.of("low", "high")) {
      System.out.println(kind + " ambiguity:");
      aurocs(choices, judged(choices, which.and(it -> it.kind().equals(kind))), both);
    }
  }

  private static List<Item> judged(Parts parts, Predicate<Item> which) {
    return parts.judge().stream().filter(which).toList();
  }

  private static Parts parts(String name, List<Item> items, boolean isSymmetric, int share) {
    List<Item> taken =
        items.stream().filter(it -> Math.floorMod(it.group().hashCode(), share) == 0).toList();
    return new Parts(
        name,
        isSymmetric,
        taken.stream().filter(it -> it.place() < 6).toList(),
        taken.stream().filter(it -> it.place() / 2 == 3).toList(),
        taken.stream().filter(it -> it.place() >= 8).toList());
  }

  private StackedModel stack(List<Item> learned) {
    Map<LabelledPair, String> groups = new HashMap<>();
    learned.forEach(it -> groups.put(it.labelled(), it.group()));
    return StackedModel.learn(
        learned.stream().map(Item::labelled).toList(),
        it -> Objects.requireNonNull(groups.get(it)),
        model);
  }

  private void aurocs(Parts parts, List<Item> judge, @Nullable StackedModel both) {
    System.out.printf(
        Locale.ROOT,
        "%s: %d learned from, %d calibrate, %d judged%n",
        parts.name(),
        parts.learn().size(),
        parts.calibrate().size(),
        judge.size());
    auroc("length", judge, it -> 1 - 1.0 / (1 + it.hypothesis().length()));
    auroc("lexical overlap", judge, it -> 1 - Words.overlap(it));
    auroc("1 - cosine", judge, it -> 1 - Words.cosine(it));
    LearnedWords words =
        both == null
            ? LearnedWords.learn(parts.learn().stream().map(Item::labelled).toList())
            : both.words();
    auroc("words learned", judge, words::score);
    auroc("the model", judge, score(model, parts));
    if (both != null) {
      auroc("words and model", judge, score(both, parts));
    }
  }

  private static ToDoubleFunction<TextPair> score(EntailmentModel of, Parts parts) {
    return pair -> {
      double forth = of.relate(List.of(pair)).get(0).contradicts();
      return parts.isSymmetric()
          ? (forth + of.relate(List.of(pair.swapped())).get(0).contradicts()) / 2
          : forth;
    };
  }

  private static List<LabelledScore> scored(List<Item> items, ToDoubleFunction<TextPair> score) {
    return items.stream()
        .map(
            it ->
                new LabelledScore(
                    score.applyAsDouble(it.labelled().pair()),
                    it.labelled().contradicts(),
                    it.group()))
        .toList();
  }

  private static void auroc(String name, List<Item> judge, ToDoubleFunction<TextPair> score) {
    List<LabelledScore> scores = scored(judge, score);
    Estimate auroc = Quality.of(scores).auroc();
    System.out.printf(
        Locale.ROOT,
        "  %s: AUROC %.3f [%.3f, %.3f], recall at false alarms of .10: %.3f%n",
        name,
        auroc.value(),
        auroc.low(),
        auroc.high(),
        recall(scores));
  }

  /** Which share of contradictions scores above all but a tenth of the other pairs. */
  private static double recall(List<LabelledScore> scores) {
    double[] others =
        scores.stream()
            .filter(it -> !it.label())
            .mapToDouble(LabelledScore::score)
            .sorted()
            .toArray();
    double least = others[others.length - 1 - others.length / 10];
    return share(
        (int) scores.stream().filter(it -> it.label() && it.score() > least).count(),
        scores.size() - others.length);
  }

  private void thresholds(Parts parts, Parts judged, EntailmentModel of, Risk risk) {
    Calibration made =
        Calibration.of(
            parts.name(),
            of.card().digest(),
            Calibration.sha256(new byte[0]),
            Instant.EPOCH,
            scored(parts.calibrate(), score(of, parts)),
            risk);
    CoverageCheck check = CoverageCheck.of(made, scored(judged.judge(), score(of, judged)));
    Outcome it = check.outcome();
    System.out.printf(
        Locale.ROOT,
        "  %s calibrated on %s, used on %s at %.2f / %.2f: %d alarms, false %.3f, recall %.3f;"
            + " passes %.3f, missed %.3f; undecided %.3f; ECE %.3f; KS %.3f of %.3f%s%n",
        of.card().name(),
        parts.name(),
        judged.name(),
        risk.falseAlarms(),
        risk.misses(),
        it.alarms(),
        share(it.falseAlarms(), it.alarms()),
        it.recall(),
        share(it.passes(), it.all()),
        share(it.misses(), it.passes()),
        share(it.undecided(), it.all()),
        check.quality().ece().value(),
        check.distance(),
        check.critical(),
        check.isShifted() ? ": SHIFTED" : "");
  }

  private static double share(int some, int all) {
    return all == 0 ? 0 : (double) some / all;
  }

  /** How alike the words of two texts are. */
  private static final class Words {
    private Words() {}

    static double overlap(TextPair pair) {
      Set<String> premise = counts(pair.premise()).keySet();
      Set<String> hypothesis = counts(pair.hypothesis()).keySet();
      return share((int) hypothesis.stream().filter(premise::contains).count(), hypothesis.size());
    }

    static double cosine(TextPair pair) {
      Map<String, Integer> one = counts(pair.premise());
      Map<String, Integer> other = counts(pair.hypothesis());
      double product = 0;
      for (Map.Entry<String, Integer> each : one.entrySet()) {
        product += each.getValue() * other.getOrDefault(each.getKey(), 0);
      }
      return product == 0 ? 0 : product / (length(one) * length(other));
    }

    private static double length(Map<String, Integer> counts) {
      return Math.sqrt(counts.values().stream().mapToDouble(it -> it * it).sum());
    }

    private static Map<String, Integer> counts(String text) {
      Map<String, Integer> counts = new HashMap<>();
      for (String word : text.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+", -1)) {
        counts.merge(word, 1, Integer::sum);
      }
      return counts;
    }
  }

  /** A model that keeps what it said. */
  private static final class Remembering implements EntailmentModel {
    private final EntailmentModel of;
    private final Map<TextPair, Relation> said = new ConcurrentHashMap<>();

    Remembering(EntailmentModel of) {
      this.of = of;
    }

    @Override
    public ModelCard card() {
      return of.card();
    }

    @Override
    public List<Relation> relate(List<TextPair> pairs) {
      List<TextPair> unsaid = new ArrayList<>();
      pairs.stream().filter(it -> !said.containsKey(it)).distinct().forEach(unsaid::add);
      List<Relation> relations = unsaid.isEmpty() ? List.of() : of.relate(unsaid);
      for (int i = 0; i < unsaid.size(); i++) {
        said.put(unsaid.get(i), relations.get(i));
      }
      return pairs.stream().map(it -> Objects.requireNonNull(said.get(it))).toList();
    }
  }
}
