package org.equipoise.audit.monitor;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.equipoise.authoring.advice.Advisor;
import org.equipoise.authoring.advice.CorpusEquilibria;
import org.equipoise.authoring.advice.EquilibriaOptions;
import org.equipoise.authoring.ratchet.Effects;
import org.equipoise.authoring.ratchet.Effects.Shift;
import org.equipoise.authoring.ratchet.Ratchet;
import org.equipoise.authoring.ratchet.RatchetInput;
import org.equipoise.authoring.ratchet.Signed;
import org.equipoise.constitution.Constitution;
import org.equipoise.formats.Corpus.JudgedCase;
import org.equipoise.inference.UndecidableException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is seen only by deciding recorded cases again. */
final class Comparisons {
  private static final Logger LOG = LoggerFactory.getLogger(Comparisons.class);

  /** Where all equilibria decide a smaller share of cases alike, they are far apart. */
  private static final double ALIKE = 0.9;

  private final Shown shown;
  private final Constitution constitution;
  private final List<JudgedCase> cases;

  /**
   * @param cases the recorded cases of the last two windows, with what people said of them
   */
  Comparisons(Shown shown, Constitution constitution, List<JudgedCase> cases) {
    this.shown = shown;
    this.constitution = constitution;
    this.cases = cases;
  }

  /**
   * Returns the alarm if the index fell with the last amendment because less is asserted.
   *
   * @param before the constitution before it
   * @param killed how many small changes to rules the fixtures notice; null if that is not known
   */
  @Nullable Alarm indexBySilence(Constitution before, @Nullable Shift killed) {
    Effects effects =
        new Ratchet(before, constitution, RatchetInput.NONE.withCases(cases), Signed.NOTHING)
            .report()
            .effects();
    Shift index = effects.index();
    if (index == null || !falls(index)) {
      return null;
    }
    Map<String, Double> figures = new LinkedHashMap<>();
    put("index", index, figures);
    List<String> fallen = new ArrayList<>();
    note("coverage", effects.coverage(), figures, fallen);
    note("informative principles", effects.informative(), figures, fallen);
    note("noticed changes to rules", killed, figures, fallen);
    return fallen.isEmpty()
        ? null
        : new Alarm(
            AlarmSign.INDEX_BY_SILENCE,
            null,
            "with the last amendment the index fell from "
                + Rates.number(index.before())
                + " to "
                + Rates.number(index.after())
                + ", and with it "
                + String.join(" and ", fallen),
            figures,
            List.of(),
            List.of(
                "ratchet",
                shown.ledger() + "/constitutions/" + hex(before),
                shown.folder(),
                "--ledger",
                shown.ledger(),
                "--no-mutants"));
  }

  /** The digest of a constitution without the name of its algorithm. */
  static String hex(Constitution of) {
    return of.digest().substring(of.digest().indexOf(':') + 1);
  }

  private static boolean falls(Shift shift) {
    return shift.after() < shift.before() - 1e-9;
  }

  private static void note(
      String name, @Nullable Shift shift, Map<String, Double> figures, List<String> fallen) {
    if (shift == null) {
      return;
    }
    put(name, shift, figures);
    if (falls(shift)) {
      fallen.add(name);
    }
  }

  private static void put(String name, Shift shift, Map<String, Double> figures) {
    figures.put(name + " before", shift.before());
    figures.put(name, shift.after());
  }

  /** Returns the alarm if there are many equilibria far apart. */
  @Nullable Alarm equilibria() {
    Advisor advisor = new Advisor(constitution, Advisor.Options.of(constitution).withTop(1));
    for (JudgedCase each : cases) {
      try {
        advisor.add(each.situation(), each.judgments());
      } catch (UndecidableException e) {
        LOG.debug("a case is left out: its error was recorded when it was decided", e);
      }
    }
    CorpusEquilibria found = advisor.equilibria(EquilibriaOptions.DEFAULT);
    if (found.robust() >= ALIKE) {
      return null;
    }
    Map<String, Double> figures = new LinkedHashMap<>();
    figures.put("equilibria", found.count().doubleValue());
    figures.put("decidedAlike", found.robust());
    List<String> contested =
        found.contested().stream().map(it -> it.caseId()).limit(Alarm.MAX_CASES).toList();
    return new Alarm(
        AlarmSign.EQUILIBRIA,
        null,
        found.count()
            + " equilibria cost the same, and decide only "
            + Rates.percent(found.robust())
            + " of "
            + found.cases()
            + " cases alike",
        figures,
        contested,
        shown.log("--case", contested.get(0)));
  }
}
