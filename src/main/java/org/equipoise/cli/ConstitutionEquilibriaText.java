package org.equipoise.cli;

import static org.equipoise.cli.EquilibrationText.counted;
import static org.equipoise.cli.EquilibrationText.decimal;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import org.equipoise.cli.Equilibration.Run;
import org.equipoise.cli.Equilibration.Setting;
import org.equipoise.equilibrium.FixedPoint;
import org.equipoise.equilibrium.Fraction;
import org.equipoise.equilibrium.State;

/** Writes the equilibria of a constitution for people: elements by their names. */
final class ConstitutionEquilibriaText {
  private final Equilibration found;
  private final Setting setting;
  private final PrintWriter out;

  private ConstitutionEquilibriaText(Equilibration found, PrintWriter out) {
    this.found = found;
    this.setting = found.setting();
    this.out = out;
  }

  static void write(Equilibration found, PrintWriter out) {
    new ConstitutionEquilibriaText(found, out).write();
  }

  private void write() {
    boolean isFlat = setting.file().mapping() == StructureFile.Mapping.FLAT;
    String holder = setting.holder();
    if (!isFlat) {
      out.println("from what " + (holder == null ? "most hold by weight" : holder + " holds"));
    }
    out.println(
        Plural.count(setting.file().names().size(), "sentence")
            + (isFlat ? " on what conflicts; " : "; ")
            + counted(found.optima().count(), "equilibrium", "equilibria")
            + (found.optima().isComplete() ? "" : " or more, since the limit of effort was met")
            + ", "
            + setting.shape().name().toLowerCase(Locale.ROOT)
            + " measures");
    List<State> optima = found.optima().optima();
    for (int i = 0; i < optima.size(); i++) {
      write(i + 1, optima.get(i));
    }
    if (found.optima().isCut()) {
      out.println("(the first " + optima.size() + " are listed)");
    }
    out.println();
    list("in all listed", setting.file().named(found.core()));
    list("in some", setting.file().named(found.contested()));
    Fraction diameter = found.diameter();
    if (diameter != null) {
      out.println("greatest distance of two: " + decimal(diameter));
    }
    for (Run run : found.runs()) {
      write(run);
    }
  }

  private void write(int number, State state) {
    out.println();
    out.println("equilibrium " + number);
    list("  gives up", found.givenUp(state));
    list("  follows from", setting.file().named(state.theory().literals()));
    out.println(
        "  account "
            + decimal(found.equilibria().account(state, setting.shape()))
            + ", systematicity "
            + decimal(found.equilibria().systematicity(state.theory(), setting.shape()))
            + ", faithfulness "
            + decimal(found.equilibria().faithfulness(state.commitments(), setting.shape())));
  }

  private void list(String title, List<String> names) {
    out.println(title + (names.isEmpty() ? ": nothing" : ":"));
    names.forEach(it -> out.println("    " + it));
  }

  /** Where people end who revise step by step. */
  private void write(Run run) {
    long stuck = run.result().fixedPoints().stream().filter(it -> !it.isGlobalOptimum()).count();
    out.println(
        (run.variant().isLocal() ? "one change at a time: " : "all changes at once: ")
            + counted(run.result().branches(), "way", "ways")
            + (run.result().isCut() ? " or more" : "")
            + " to "
            + run.result().fixedPoints().size()
            + " ends, of which "
            + stuck
            + " are no equilibrium");
    for (FixedPoint point : run.result().fixedPoints()) {
      int at = found.optima().optima().indexOf(point.state());
      if (at >= 0) {
        out.println(
            "  equilibrium "
                + (at + 1)
                + " is reached by "
                + counted(point.branches(), "way", "ways"));
      }
    }
  }
}
