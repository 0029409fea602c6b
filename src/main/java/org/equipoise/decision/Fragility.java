package org.equipoise.decision;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.equipoise.constitution.metering.Meter;
import org.equipoise.language.Element;
import org.jspecify.annotations.Nullable;

/**
 * How the answer in a case depends on its disputed attributes: a tree that is parted by those alone
 * that make a difference to what holds. Exact, whatever their number: settlings that no rule tells
 * apart are never told apart here.
 */
final class Fragility {

  /** What is asked of a case. */
  interface Inquiry {

    /**
     * The answer where some disputed attributes are settled.
     *
     * @param stances in the worlds in which they are
     */
    CaseAnswer answer(Map<Element, Boolean> settled, List<Stances> stances);

    /** The disputed attributes that rules look at in the world of a settling. */
    List<Element> read(Map<Element, Boolean> settled);
  }

  private sealed interface Tree {}

  private record Leaf(CaseAnswer answer) implements Tree {}

  private record Split(Element attribute, Tree standing, Tree relaxed) implements Tree {
    Tree where(boolean stands) {
      return stands ? standing : relaxed;
    }
  }

  private final Inquiry inquiry;

  private Fragility(Inquiry inquiry) {
    this.inquiry = inquiry;
  }

  /**
   * The disputed attributes on which the answer turns, if some settling of all of them turns it:
   * those that alone make a difference under some settling of the others; or all, if every settling
   * gives the same answer, and one other than while they are open.
   *
   * @param open the answer while they are open
   * @param disputes those that some rule looks at, sorted
   */
  static List<Element> of(
      CaseAnswer open, List<Element> disputes, List<Stances> stances, Inquiry inquiry) {
    if (disputes.isEmpty()) {
      return List.of();
    }
    Fragility fragility = new Fragility(inquiry);
    Tree tree = fragility.tree(new HashMap<>(), stances);
    if (tree instanceof Leaf leaf) {
      return leaf.answer().equals(open) ? List.of() : disputes;
    }
    TreeSet<Element> pivots = new TreeSet<>();
    addPivots(tree, pivots);
    return List.copyOf(pivots);
  }

  private Tree tree(Map<Element, Boolean> settled, List<Stances> stances) {
    Meter.step();
    Element attribute = parting(settled, stances);
    if (attribute == null) {
      return new Leaf(inquiry.answer(settled, stances));
    }
    settled.put(attribute, true);
    Tree standing = tree(settled, where(stances, attribute, true));
    settled.put(attribute, false);
    Tree relaxed = tree(settled, where(stances, attribute, false));
    settled.remove(attribute);
    return standing.equals(relaxed) ? standing : new Split(attribute, standing, relaxed);
  }

  private @Nullable Element parting(Map<Element, Boolean> settled, List<Stances> stances) {
    for (Stances each : stances) {
      Element attribute = each.partedBy(settled.keySet());
      if (attribute != null) {
        return attribute;
      }
    }
    for (Element attribute : inquiry.read(settled)) {
      if (!settled.containsKey(attribute)) {
        return attribute; // it bears on weights alone
      }
    }
    return null;
  }

  private static List<Stances> where(List<Stances> stances, Element attribute, boolean stands) {
    List<Stances> some = new ArrayList<>(stances.size());
    for (Stances each : stances) {
      Meter.turns(each.against().size() + each.infavour().size());
      some.add(each.where(attribute, stands));
    }
    return some;
  }

  private static void addPivots(Tree tree, Set<Element> pivots) {
    if (tree instanceof Split split) {
      addPivots(split.standing(), pivots);
      addPivots(split.relaxed(), pivots);
      if (!pivots.contains(split.attribute())
          && differ(split.standing(), split.relaxed(), new HashMap<>())) {
        pivots.add(split.attribute());
      }
    }
  }

  /** Whether two trees give different answers under some settling that agrees with one. */
  private static boolean differ(Tree one, Tree another, Map<Element, Boolean> settled) {
    Meter.step();
    if (one instanceof Leaf a && another instanceof Leaf b) {
      return !a.answer().equals(b.answer());
    }
    if (one instanceof Split split) {
      Boolean known = settled.get(split.attribute());
      if (known != null) {
        return differ(split.where(known), another, settled);
      }
      for (boolean stands : new boolean[] {true, false}) {
        settled.put(split.attribute(), stands);
        boolean found = differ(split.where(stands), another, settled);
        settled.remove(split.attribute());
        if (found) {
          return true;
        }
      }
      return false;
    }
    return differ(another, one, settled);
  }
}
