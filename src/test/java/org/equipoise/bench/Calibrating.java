package org.equipoise.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.equipoise.bench.LabelledSources.Item;
import org.equipoise.calibration.BinomialBound;
import org.equipoise.calibration.Calibration;
import org.equipoise.calibration.CoverageCheck;
import org.equipoise.calibration.LabelledScore;
import org.equipoise.calibration.Outcome;
import org.equipoise.calibration.Quality;
import org.equipoise.calibration.Risk;
import org.equipoise.coherence.TextPair;
import org.equipoise.coherence.words.LearnedWords;
import org.equipoise.statistics.Estimate;

/**
 * What learned words are worth on public data, beside the length of a text and the overlap of two:
 * AUROC with intervals, what thresholds do on pairs that they were not learned from, and what a
 * calibration says of another source. Of each source six tenths are learned from, two calibrate and
 * two are judged, by the digest of what a pair belongs to.
 *
 * <p>Arguments: the folder of the data; by default {@code ../shared/data}.
 */
final class Calibrating {
  private static final List<Risk> RISKS =
      List.of(new Risk(0.1, 0.05, 0.9), new Risk(0.2, 0.1, 0.9), new Risk(0.3, 0.2, 0.9));

  private Calibrating() {}

  /** The parts of a source, with the words learned from the first. */
  private record Parts(String name, List<Item> calibrate, List<Item> judge, LearnedWords words) {
    Calibration calibration(Risk risk) {
      return Calibration.of(
          name,
          words.card().digest(),
          Calibration.sha256(new byte[0]),
          Instant.EPOCH,
          scored(calibrate, words::score),
          risk);
    }
  }

  public static void main(String[] arguments) throws IOException {
    LabelledSources sources =
        new LabelledSources(Path.of(arguments.length > 0 ? arguments[0] : "../shared/data"));
    Parts moralChoice = parts("MoralChoice", sources.moralChoice());
    for (String kind : List.of("low", "high")) {
      auroc(
          "  " + kind + " ambiguity",
          moralChoice.judge().stream().filter(it -> it.kind().equals(kind)).toList(),
          moralChoice.words()::score);
    }
    Parts chatProtect = parts("ChatProtect", sources.chatProtect());
    Parts moralStories = parts("Moral Stories", sources.moralStories());
    Parts xstest = parts("XSTest", sources.xstest());
    Parts theories = parts("theories", sources.theories());
    for (Parts each : List.of(moralChoice, chatProtect, moralStories, xstest, theories)) {
      RISKS.forEach(risk -> thresholds(each, risk));
    }
    for (Parts each : List.of(moralChoice, xstest, theories)) {
      for (Parts other : List.of(moralChoice, chatProtect, moralStories, xstest, theories)) {
        elsewhere(each, other);
      }
    }
  }

  private static Parts parts(String name, List<Item> items) {
    List<Item> learn = items.stream().filter(it -> it.place() < 6).toList();
    List<Item> calibrate = items.stream().filter(it -> it.place() / 2 == 3).toList();
    List<Item> judge = items.stream().filter(it -> it.place() >= 8).toList();
    Stopwatch watch = new Stopwatch();
    LearnedWords words = LearnedWords.learn(learn.stream().map(Item::labelled).toList());
    System.out.printf(
        Locale.ROOT,
        "%s: %d learned from in %.1f s of CPU, %d calibrate, %d judged%n",
        name,
        learn.size(),
        watch.cpu(),
        calibrate.size(),
        judge.size());
    auroc("  words", judge, words::score);
    auroc("  length", judge, it -> 1 - 1.0 / (1 + it.hypothesis().length()));
    auroc("  lexical overlap", judge, it -> 1 - overlap(it));
    return new Parts(name, calibrate, judge, words);
  }

  /** The share of the words of the hypothesis that the premise has too. */
  private static double overlap(TextPair pair) {
    Set<String> premise = words(pair.premise());
    Set<String> both = words(pair.hypothesis());
    int all = both.size();
    both.retainAll(premise);
    return all == 0 ? 0 : (double) both.size() / all;
  }

  private static Set<String> words(String text) {
    return new HashSet<>(List.of(text.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+", -1)));
  }

  private static List<LabelledScore> scored(List<Item> items, ToDoubleFunction<TextPair> score) {
    List<LabelledScore> scored = new ArrayList<>();
    for (Item each : items) {
      scored.add(
          new LabelledScore(
              score.applyAsDouble(each.labelled().pair()),
              each.labelled().contradicts(),
              each.group()));
    }
    return scored;
  }

  private static void auroc(String name, List<Item> judge, ToDoubleFunction<TextPair> score) {
    Estimate auroc = Quality.of(scored(judge, score)).auroc();
    System.out.printf(
        Locale.ROOT,
        "%s (%d): AUROC %.3f [%.3f, %.3f]%n",
        name,
        judge.size(),
        auroc.value(),
        auroc.low(),
        auroc.high());
  }

  private static void thresholds(Parts parts, Risk risk) {
    CoverageCheck check =
        CoverageCheck.of(parts.calibration(risk), scored(parts.judge(), parts.words()::score));
    System.out.println(parts.name() + " " + line(check));
  }

  private static void elsewhere(Parts parts, Parts other) {
    if (parts != other) {
      CoverageCheck check =
          CoverageCheck.of(
              parts.calibration(RISKS.get(2)), scored(other.judge(), parts.words()::score));
      System.out.println(parts.name() + ", used on " + other.name() + " " + line(check));
    }
  }

  private static String line(CoverageCheck check) {
    Outcome it = check.outcome();
    return String.format(
        Locale.ROOT,
        "at %.2f / %.2f: false %s, recall %.3f; missed %s, passes %.3f; undecided %.3f; ECE %.3f;"
            + " KS %.3f of %.3f; false alarms %s, misses %s%s",
        check.risk().falseAlarms(),
        check.risk().misses(),
        share(it.falseAlarms(), it.alarms()),
        it.recall(),
        share(it.misses(), it.passes()),
        (double) it.passes() / it.all(),
        (double) it.undecided() / it.all(),
        check.quality().ece().value(),
        check.distance(),
        check.critical(),
        check.falseAlarms().word(),
        check.misses().word(),
        check.isShifted() ? ": SHIFTED" : "");
  }

  private static String share(int some, int all) {
    return all == 0
        ? "-"
        : String.format(
            Locale.ROOT,
            "%.3f [%.3f, %.3f] of %d",
            (double) some / all,
            BinomialBound.lower(some, all, 0.05),
            BinomialBound.upper(some, all, 0.05),
            all);
  }
}
