package org.equipoise.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.equipoise.annotation.Agreement;
import org.equipoise.annotation.Annotation;
import org.equipoise.annotation.Panel;
import org.equipoise.annotation.Residue;
import org.equipoise.annotation.Scale;

/** Pages about annotators to try. */
final class AnnotationSpecimens {
  private AnnotationSpecimens() {}

  /** Six annotators, of whom one answers from habit. */
  static String page() {
    return page(List.of("ann", "ben", "cleo", "dan", "eve", "judge"), "item-");
  }

  /** The same of annotators, items and labels with names of choice. */
  static String hostile(List<String> names) {
    return page(names, names.get(0) + " ");
  }

  private static String page(List<String> names, String item) {
    List<Annotation> labels = new ArrayList<>();
    Map<String, String> truth = new TreeMap<>();
    for (int i = 0; i < 60; i++) {
      truth.put(item + i, i % 3 == 0 ? "unsafe" : "safe");
      for (int by = 0; by < names.size(); by++) {
        boolean errs = (i * 7 + by * 11) % 13 == 0 || i % 17 == 0;
        boolean isSafe = by == names.size() - 1 || (i % 3 != 0) != errs;
        labels.add(new Annotation(item + i, names.get(by), isSafe ? "safe" : "unsafe", null));
      }
    }
    Panel panel = Panel.of(labels);
    return Page.of(Agreement.of(panel, Scale.NOMINAL, truth, 50), Residue.of(panel, Map.of()));
  }
}
