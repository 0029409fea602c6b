package org.equipoise.annotation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.dkpro.statistics.agreement.coding.CodingAnnotationStudy;
import org.dkpro.statistics.agreement.coding.CohenKappaAgreement;
import org.dkpro.statistics.agreement.coding.FleissKappaAgreement;
import org.dkpro.statistics.agreement.coding.KrippendorffAlphaAgreement;
import org.dkpro.statistics.agreement.distance.IDistanceFunction;
import org.dkpro.statistics.agreement.distance.IntervalDistanceFunction;
import org.dkpro.statistics.agreement.distance.NominalDistanceFunction;
import org.dkpro.statistics.agreement.distance.OrdinalDistanceFunction;
import org.equipoise.statistics.Estimate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Agreement, compared with another library and with published examples. */
class AgreementTest {
  private static final int SEEDS = Math.min(60, Integer.getInteger("equipoise.seeds", 60));

  private static Agreement agreement(Panel panel, Scale scale) {
    return Agreement.of(panel, scale, Map.of(), 0);
  }

  private static double value(Estimate measure) {
    return Objects.requireNonNull(measure.value());
  }

  private static IDistanceFunction distance(Scale scale) {
    return switch (scale) {
      case NOMINAL -> new NominalDistanceFunction();
      case ORDINAL -> new OrdinalDistanceFunction();
      case INTERVAL -> new IntervalDistanceFunction();
    };
  }

  @ParameterizedTest
  @CsvSource({"NOMINAL, 0.743", "ORDINAL, 0.815", "INTERVAL, 0.849"})
  void alphaIsThatOfKrippendorffsExample(Scale scale, double expected) {
    String[] rows = {"1 2 3 3 2 1 4 1 2 . . .", "1 2 3 3 2 2 4 1 2 5 . 3"};
    String[] more = {". 3 3 3 2 3 4 2 2 5 1 .", "1 2 3 3 2 4 4 1 2 5 1 ."};
    List<Annotation> labels = new ArrayList<>();
    for (String row : List.of(rows[0], rows[1], more[0], more[1])) {
      String by = "a" + labels.size();
      for (int item = 0; item < 12; item++) {
        String label = row.substring(2 * item, 2 * item + 1);
        if (!label.equals(".")) {
          labels.add(new Annotation("u" + item, by, label, null));
        }
      }
    }
    assertEquals(expected, value(agreement(Panel.of(labels), scale).alpha()), 0.0005);
  }

  @Test
  void measuresEqualThoseOfDkpro() {
    for (int seed = 0; seed < SEEDS; seed++) {
      Random random = new Random(seed);
      int annotators = 2 + random.nextInt(4);
      int labels = 2 + random.nextInt(4);
      boolean isComplete = seed % 2 == 0;
      CodingAnnotationStudy study = new CodingAnnotationStudy(annotators);
      List<Annotation> given = new ArrayList<>();
      for (int item = 0; item < 40; item++) {
        int truth = random.nextInt(labels);
        Object[] row = new Object[annotators];
        for (int a = 0; a < annotators; a++) {
          int label = random.nextInt(3) == 0 ? random.nextInt(labels) : truth;
          if (isComplete || random.nextInt(5) > 0) {
            row[a] = label;
            given.add(new Annotation("i" + item, "a" + a, String.valueOf(label), null));
          }
        }
        study.addItemAsArray(row);
      }
      Panel panel = Panel.of(given);
      for (Scale scale : Scale.values()) {
        double alpha = new KrippendorffAlphaAgreement(study, distance(scale)).calculateAgreement();
        assertEquals(alpha, value(agreement(panel, scale).alpha()), 1e-12, scale + " " + seed);
      }
      if (isComplete) {
        Agreement agreement = agreement(panel, Scale.NOMINAL);
        double fleiss = new FleissKappaAgreement(study).calculateAgreement();
        assertEquals(fleiss, value(agreement.fleissKappa()), 1e-12, "fleiss " + seed);
        for (Agreement.Pair pair : agreement.pairs()) {
          CodingAnnotationStudy two =
              study.extractRaters(
                  panel.annotators().indexOf(pair.a()), panel.annotators().indexOf(pair.b()));
          double cohen = new CohenKappaAgreement(two).calculateAgreement();
          assertEquals(cohen, Objects.requireNonNull(pair.cohenKappa()), 1e-12, "cohen " + seed);
        }
      }
    }
  }

  /** Two raters, of whom one says "no" to 2 of 125 items. */
  @Test
  void gwetsMeasureStaysHighWhereNearlyAllLabelsAreTheSame() {
    List<Annotation> labels = new ArrayList<>();
    for (int item = 0; item < 125; item++) {
      labels.add(new Annotation("i" + item, "a", item < 123 ? "yes" : "no", null));
      labels.add(new Annotation("i" + item, "b", "yes", null));
    }
    Agreement agreement = agreement(Panel.of(labels), Scale.NOMINAL);
    double share = (123 + 125) / 250.0;
    double chance = 2 * share * (1 - share);
    assertEquals((123 / 125.0 - chance) / (1 - chance), value(agreement.gwetAc1()), 1e-12);
    assertTrue(value(agreement.gwetAc1()) > 0.98 && value(agreement.alpha()) < 0.01);
  }

  @Test
  void whereAllLabelsAreTheSameNoMeasureIsDefined() {
    Panel panel =
        Panel.of(List.of(new Annotation("1", "a", "x", null), new Annotation("1", "b", "x", null)));
    Agreement agreement = Agreement.of(panel, Scale.NOMINAL, Map.of(), 5);
    assertNull(agreement.alpha().value());
    assertNull(agreement.fleissKappa().value());
    assertNull(agreement.gwetAc1().value());
    assertNull(agreement.pairs().get(0).cohenKappa());
    assertEquals(1.0, agreement.pairs().get(0).agreement());
  }

  @Test
  void intervalsHoldTheValueOfMostPanelsOfTheSameKind() {
    int held = 0;
    for (int seed = 0; seed < 20; seed++) {
      Random random = new Random(seed);
      List<Annotation> labels = new ArrayList<>();
      for (int item = 0; item < 60; item++) {
        int truth = random.nextInt(2);
        for (int a = 0; a < 3; a++) {
          int label = random.nextInt(5) == 0 ? 1 - truth : truth;
          labels.add(new Annotation("i" + item, "a" + a, String.valueOf(label), null));
        }
      }
      Estimate alpha = Agreement.of(Panel.of(labels), Scale.NOMINAL, Map.of(), 100).alpha();
      boolean isIn =
          Objects.requireNonNull(alpha.low()) <= 0.36
              && Objects.requireNonNull(alpha.high()) >= 0.36;
      held += isIn ? 1 : 0;
    }
    assertTrue(held >= 17, held + " of 20");
  }
}
