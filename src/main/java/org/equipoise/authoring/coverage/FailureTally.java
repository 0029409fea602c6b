package org.equipoise.authoring.coverage;

import java.util.List;
import java.util.TreeMap;
import org.equipoise.authoring.coverage.Coverage.Failures;
import org.equipoise.facts.Case;
import org.equipoise.inference.UndecidableException;

/** Counts the cases that cannot be decided, and keeps the first by id. */
final class FailureTally {
  private static final int KEPT = 3;

  private final TreeMap<String, String> causes = new TreeMap<>();
  private long count;

  void add(Case given, UndecidableException fault) {
    count++;
    causes.put(given.id(), fault.getMessage());
    if (causes.size() > KEPT) {
      causes.pollLastEntry();
    }
  }

  Failures sum() {
    return new Failures(count, List.copyOf(causes.keySet()), List.copyOf(causes.values()));
  }
}
