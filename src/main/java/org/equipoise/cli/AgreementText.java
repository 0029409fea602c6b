package org.equipoise.cli;

import static org.equipoise.cli.Plural.count;

import java.io.PrintWriter;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.equipoise.annotation.Agreement;
import org.equipoise.annotation.Agreement.AnnotatorResult;
import org.equipoise.annotation.Agreement.Pair;
import org.equipoise.annotation.Dependence;
import org.equipoise.annotation.Scale;
import org.equipoise.statistics.Estimate;
import org.jspecify.annotations.Nullable;

/** Writes the agreement of annotators for people. */
final class AgreementText {
  private static final int MAX_PAIRS = 45;

  private final Agreement agreement;
  private final Scale scale;
  private final PrintWriter out;

  AgreementText(Agreement agreement, Scale scale, PrintWriter out) {
    this.agreement = agreement;
    this.scale = scale;
    this.out = out;
  }

  void write() {
    int annotators = agreement.annotators().size();
    Estimate effective = agreement.dependence().effective();
    out.println(
        count(annotators, "annotator")
            + (annotators == 1 ? " counts" : " count")
            + " as "
            + measure(effective, 1)
            + " independent "
            + (annotators == 1 ? "one" : "ones")
            + ": "
            + basis());
    out.println();
    out.println(count(agreement.items(), "item"));
    out.println(
        "  Krippendorff's alpha ("
            + scale.name().toLowerCase(Locale.ROOT)
            + ") "
            + measure(agreement.alpha(), 3));
    out.println("  Fleiss' kappa " + measure(agreement.fleissKappa(), 3));
    out.println("  Gwet's AC1 " + measure(agreement.gwetAc1(), 3));
    out.println();
    out.println("Annotators");
    agreement.annotators().forEach(this::annotator);
    out.println();
    out.println("Pairs, the least agreeing first");
    List<Pair> pairs =
        agreement.pairs().stream().sorted(Comparator.comparingDouble(Pair::agreement)).toList();
    ListedRows.write(pairs, MAX_PAIRS, AgreementText::pair, out);
    out.flush();
  }

  private String basis() {
    String correlation = number(agreement.dependence().correlation().value(), 2);
    return switch (agreement.dependence().basis()) {
      case TRUTH -> "the correlation of their errors is " + correlation;
      case MODEL ->
          "the correlation of their errors is estimated from the labels as "
              + correlation
              + "; `--truth` measures it";
      case ASSUMED -> "so few do not tell whether they err together; `--truth` does";
    };
  }

  private void annotator(AnnotatorResult each) {
    String self =
        each.self().repeats() == 0
            ? ""
            : "; the same label again in "
                + each.self().same()
                + " of "
                + each.self().repeats()
                + " repeats";
    out.println(
        "  "
            + each.annotator()
            + ": "
            + count(each.n(), "label")
            + ", accuracy about "
            + number(each.accuracyEstimate(), 3)
            + "; agrees with the "
            + (agreement.dependence().basis() == Dependence.Basis.TRUTH ? "truth" : "others")
            + " in "
            + number(each.accuracy(), 3)
            + " of "
            + each.reference()
            + ", kappa "
            + number(each.kappa(), 3)
            + self
            + (each.isFlagged() ? "  FLAGGED: hardly more than chance" : ""));
  }

  private static String pair(Pair pair) {
    return pair.a()
        + " and "
        + pair.b()
        + ": "
        + number(pair.agreement(), 3)
        + " of "
        + pair.n()
        + ", Cohen's kappa "
        + number(pair.cohenKappa(), 3);
  }

  private static String measure(Estimate measure, int digits) {
    return number(measure.value(), digits)
        + (measure.low() == null || measure.high() == null
            ? ""
            : " (" + number(measure.low(), digits) + " to " + number(measure.high(), digits) + ")");
  }

  static String number(@Nullable Double number, int digits) {
    return number == null
        ? "undefined"
        : BigDecimal.valueOf(number).setScale(digits, RoundingMode.HALF_EVEN).toPlainString();
  }
}
