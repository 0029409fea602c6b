package org.equipoise.annotation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** A panel whose true labels are known, with the errors that were put in. */
record SimulatedPanel(Panel panel, Map<String, String> truth) {

  /** Annotators who each copy one common answer with the probability whose square is ρ. */
  static SimulatedPanel copying(
      int annotators, int items, double error, double correlation, double firstLabel, long seed) {
    Random random = new Random(seed);
    List<Annotation> labels = new ArrayList<>();
    Map<String, String> truth = new TreeMap<>();
    for (int item = 0; item < items; item++) {
      boolean isFirst = random.nextDouble() < firstLabel;
      boolean isCommonError = random.nextDouble() < error;
      truth.put("i" + item, isFirst ? "no" : "yes");
      for (int a = 0; a < annotators; a++) {
        boolean copies = random.nextDouble() < Math.sqrt(correlation);
        boolean errs = copies ? isCommonError : random.nextDouble() < error;
        labels.add(new Annotation("i" + item, "a" + a, isFirst == errs ? "yes" : "no", null));
      }
    }
    return new SimulatedPanel(Panel.of(labels), truth);
  }

  /** Annotators who err on their own, each as often as is said of it, with wrong labels alike. */
  static SimulatedPanel independent(List<Double> errors, int items, int labels, long seed) {
    Random random = new Random(seed);
    List<Annotation> given = new ArrayList<>();
    Map<String, String> truth = new TreeMap<>();
    for (int item = 0; item < items; item++) {
      int right = random.nextInt(labels);
      truth.put("i" + item, "l" + right);
      for (int a = 0; a < errors.size(); a++) {
        boolean errs = random.nextDouble() < errors.get(a);
        int label = errs ? (right + 1 + random.nextInt(labels - 1)) % labels : right;
        given.add(new Annotation("i" + item, "a" + a, "l" + label, null));
      }
    }
    return new SimulatedPanel(Panel.of(given), truth);
  }
}
