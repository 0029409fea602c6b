package org.equipoise.authoring.comparison;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.equipoise.constitution.Constitution;
import org.equipoise.decision.Decider;
import org.equipoise.decision.Decision;
import org.equipoise.facts.Case;
import org.equipoise.facts.Judgment;

/**
 * Decides the same cases under two constitutions. Where the decisions differ, it also decides under
 * the first constitution with each single change, to find which change causes the difference. Add
 * the cases one by one; none is kept. Not safe for use by several threads at once.
 */
public final class CorpusComparison {
  private final Decider before;
  private final Decider after;
  private final Attribution attribution;
  private final Map<String, String> renamed;
  private final DifferenceCounter tally = new DifferenceCounter();

  public CorpusComparison(
      Constitution before, Constitution after, ConstitutionDifference difference) {
    this.before = new Decider(before);
    this.after = new Decider(after);
    this.attribution = new Attribution(before, after, difference);
    this.renamed = difference.renamed();
  }

  /**
   * Adds a case.
   *
   * @param judgments those on this case
   */
  public void add(Case given, List<Judgment> judgments) {
    Decision first = before.decide(given, judgments);
    Decision second = after.decide(given, judgments);
    if (first.saysSame(second)) {
      tally.addSame(); // as its outlines would be, which take longer to write
      return;
    }
    DecisionOutline was = outline(first);
    DecisionOutline is = outline(second);
    SortedMap<String, DecisionOutline> each = new TreeMap<>();
    if (!was.equals(is)) {
      attribution
          .alone()
          .forEach((cause, decider) -> each.put(cause, outline(decider.decide(given, judgments))));
    }
    tally.add(was, is, each);
  }

  private DecisionOutline outline(Decision decision) {
    return DecisionOutline.of(decision, renamed);
  }

  /** What was found in all cases added so far. */
  public DecisionComparison comparison() {
    return tally.comparison();
  }

  /**
   * The changes that were not tried alone, since they make no constitution by themselves or there
   * are too many of them; empty as long as no case came out otherwise.
   */
  public List<ConstitutionChange> notTriedAlone() {
    return attribution.notTriedAlone();
  }
}
