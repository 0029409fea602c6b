package org.equipoise.service.detection.internal;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.equipoise.facts.Detection.Quote;
import org.equipoise.facts.Values;
import org.equipoise.service.detection.Detected;
import org.equipoise.service.detection.Detected.Abstained;
import org.equipoise.service.detection.Detected.Likely;

/** Several answers on one attribute. Not thread-safe. */
public final class Ballot {
  private final List<Likely> votes = new ArrayList<>();
  private final List<Abstained> silent = new ArrayList<>();

  /** Adds an answer. */
  public void add(Detected answer) {
    if (answer instanceof Likely vote) {
      votes.add(vote);
    } else if (answer instanceof Abstained none) {
      silent.add(none);
    }
  }

  /**
   * Returns what the answers come to. The probability of a truth value is the share of answers that
   * say so, in which one without a value counts half. Any other value is the one most answers give,
   * of equally many the first; an answer without a value counts against it.
   */
  public Detected result() {
    if (votes.isEmpty()) {
      return silent.stream().filter(Abstained::isFault).findFirst().orElse(silent.get(0));
    }
    int all = votes.size() + silent.size();
    if (votes.get(0).value() instanceof Boolean) {
      double sum = 0;
      Set<Quote> quotes = new LinkedHashSet<>();
      for (Likely vote : votes) {
        sum += vote.probability();
        if (vote.probability() > 0.5) {
          quotes.addAll(vote.quotes());
        }
      }
      return Detected.probability((sum + 0.5 * silent.size()) / all, List.copyOf(quotes));
    }
    List<Likely> most = List.of();
    for (Likely vote : votes) {
      List<Likely> same =
          votes.stream().filter(it -> Values.equal(it.value(), vote.value())).toList();
      most = same.size() > most.size() ? same : most;
    }
    List<Quote> quotes = most.stream().flatMap(it -> it.quotes().stream()).distinct().toList();
    return new Likely(most.get(0).value(), (double) most.size() / all, quotes);
  }
}
