package org.equipoise.cli;

import java.io.PrintWriter;
import java.math.BigInteger;
import java.util.Locale;
import java.util.stream.Collectors;
import org.equipoise.cli.Equilibration.Point;
import org.equipoise.cli.Equilibration.Run;
import org.equipoise.cli.Equilibration.Setting;
import org.equipoise.equilibrium.FixedPoint;
import org.equipoise.equilibrium.Fraction;
import org.equipoise.equilibrium.State;
import org.equipoise.equilibrium.Weights;

/** Writes what {@code equilibrate} found for people. */
final class EquilibrationText {
  private static final int DIGITS = 4;

  private EquilibrationText() {}

  /** The sentences with their numbers, if they have texts. */
  static void sentences(StructureFile file, PrintWriter out) {
    for (int i = 0; i < file.names().size(); i++) {
      out.println((i + 1) + "  " + file.names().get(i));
    }
  }

  static void write(Equilibration found, PrintWriter out) {
    Setting setting = found.setting();
    out.println();
    out.println(
        "initial commitments "
            + setting.initial()
            + (setting.file().structure().isConsistent(setting.initial())
                ? ""
                : ", which are inconsistent"));
    out.println(
        "weights "
            + String.join(" ", setting.weights().texts())
            + ", "
            + setting.shape().name().toLowerCase(Locale.ROOT));
    out.println();
    optima(found, out);
    for (Run run : found.runs()) {
      out.println();
      run(run, out);
    }
    if (!found.map().isEmpty()) {
      out.println();
      out.println("global optima by weights of account, systematicity, faithfulness:");
      for (Point point : found.map()) {
        out.println(
            "  "
                + weights(point.weights())
                + "  "
                + counted(point.optima().count(), "global optimum", "global optima")
                + ", theories "
                + point.optima().optima().stream()
                    .map(it -> it.theory().toString())
                    .distinct()
                    .collect(Collectors.joining(" ")));
      }
    }
  }

  private static void optima(Equilibration found, PrintWriter out) {
    out.println(
        counted(found.optima().count(), "global optimum", "global optima")
            + ", achievement "
            + decimal(found.optima().achievement())
            + (found.optima().isComplete()
                ? ""
                : "; the limit of effort was met, so that there may be more, or others with up to "
                    + decimal(found.optima().bound()))
            + (found.optima().optima().size() < found.optima().count().doubleValue()
                ? "; the first " + found.optima().optima().size() + " are listed"
                : ""));
    for (State state : found.optima().optima()) {
      out.println(
          "  theory "
              + state.theory()
              + ", commitments "
              + state.commitments()
              + ": account "
              + decimal(found.equilibria().account(state, found.setting().shape()))
              + ", systematicity "
              + decimal(found.equilibria().systematicity(state.theory(), found.setting().shape()))
              + ", faithfulness "
              + decimal(
                  found.equilibria().faithfulness(state.commitments(), found.setting().shape()))
              + (found.equilibria().isFullyAccounted(state) ? ", full" : ""));
    }
    out.println("in all listed: " + found.core() + ", in some: " + found.contested());
    Fraction diameter = found.diameter();
    out.println(
        "greatest distance of two optima: "
            + (diameter == null ? "not computed, since not all are listed" : decimal(diameter)));
  }

  private static void run(Run run, PrintWriter out) {
    out.println(
        run.variant()
            + ": "
            + counted(run.result().branches(), "branch", "branches")
            + (run.result().isCut() ? " or more; a limit was met" : ""));
    for (FixedPoint point : run.result().fixedPoints()) {
      out.println(
          "  theory "
              + point.state().theory()
              + ", commitments "
              + point.state().commitments()
              + ": "
              + counted(point.branches(), "branch", "branches")
              + (point.isFull()
                  ? ", full equilibrium"
                  : point.isGlobalOptimum() ? ", global optimum" : ", no global optimum")
              + (point.isConsistent() ? "" : ", inconsistent"));
    }
  }

  static String counted(BigInteger count, String one, String many) {
    return count + " " + (count.equals(BigInteger.ONE) ? one : many);
  }

  private static String weights(Weights weights) {
    return part(weights.account(), weights)
        + " "
        + part(weights.systematicity(), weights)
        + " "
        + part(weights.faithfulness(), weights);
  }

  private static String part(long part, Weights weights) {
    return decimal(new Fraction(BigInteger.valueOf(part), BigInteger.valueOf(weights.sum())));
  }

  static String decimal(Fraction it) {
    String text = it.decimal(DIGITS).stripTrailingZeros().toPlainString();
    return text.equals("0.0000") ? "0" : text;
  }
}
