package org.equipoise.comparison;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.equipoise.comparison.Change.Kind;
import org.equipoise.comparison.Change.Subject;
import org.equipoise.constitution.Constitution;
import org.equipoise.decision.Decider;
import org.equipoise.decision.Decision;
import org.equipoise.facts.Case;
import org.equipoise.facts.Judgment;
import org.equipoise.problem.InvalidInputException;
import org.jspecify.annotations.Nullable;

/**
 * Decides the same cases under two constitutions, and where that comes out otherwise, under the
 * first with each change made alone, so as to say which change makes the difference. Cases are
 * handed in one by one and not kept. Not safe for several threads.
 */
public final class Rehearsal {
  /** Beyond so many changes none is tried alone: each takes a compilation. */
  private static final int MOST_CHANGES = 50;

  private static final String DECLARATIONS = "declarations";

  private final Constitution before;
  private final Constitution after;
  private final Difference difference;
  private final Decider deciderBefore;
  private final Decider deciderAfter;
  private final Map<String, String> renamed;
  private final Tally tally = new Tally();
  private final List<Change> inseparable = new ArrayList<>();
  private @Nullable Map<String, Decider> alone;

  public Rehearsal(Constitution before, Constitution after, Difference difference) {
    this.before = before;
    this.after = after;
    this.difference = difference;
    this.deciderBefore = new Decider(before);
    this.deciderAfter = new Decider(after);
    this.renamed = difference.renamed();
  }

  /**
   * Adds a case.
   *
   * @param judgments those on this case
   */
  public void add(Case given, List<Judgment> judgments) {
    Outline was = outline(deciderBefore.decide(given, judgments));
    Outline is = outline(deciderAfter.decide(given, judgments));
    SortedMap<String, Outline> each = new TreeMap<>();
    if (!was.equals(is)) {
      if (alone == null) {
        alone = changesAlone();
      }
      alone.forEach((cause, decider) -> each.put(cause, outline(decider.decide(given, judgments))));
    }
    tally.add(was, is, each);
  }

  private Outline outline(Decision decision) {
    return Outline.of(decision, renamed);
  }

  /** For each change that makes a constitution by itself, what decides under that. */
  private Map<String, Decider> changesAlone() {
    Map<String, Decider> deciders = new LinkedHashMap<>();
    List<Change> changes = difference.changesOfMeaning();
    if (changes.size() > MOST_CHANGES) {
      inseparable.addAll(changes);
      return deciders;
    }
    Parts own = Parts.of(before);
    Parts other = Parts.of(after);
    boolean areDeclarationsChanged =
        changes.stream().anyMatch(it -> it.subject() == Subject.DECLARATION);
    if (areDeclarationsChanged) {
      Constitution changed = tried(own.withDeclarations(other));
      if (changed != null) {
        deciders.put(DECLARATIONS, new Decider(changed));
      }
    }
    for (Change change : changes) {
      if (change.subject() == Subject.DECLARATION) {
        continue;
      }
      Parts parts = applied(change, own, other);
      Constitution changed = tried(parts);
      String cause = change.toString();
      if (changed == null && areDeclarationsChanged) {
        changed = tried(parts.withDeclarations(other));
        cause = cause + " with " + DECLARATIONS;
      }
      if (changed == null) {
        inseparable.add(change);
      } else {
        deciders.put(cause, new Decider(changed));
      }
    }
    return deciders;
  }

  private static Parts applied(Change change, Parts own, Parts other) {
    if (change.subject() == Subject.SETTING) {
      return own.withSetting(change.name(), other);
    }
    if (change.kind() == Kind.DROPPED) {
      return own.withoutRule(change.name());
    }
    String text = Objects.requireNonNull(change.after()).text();
    Parts parts = change.formerName() == null ? own : own.withoutRule(change.formerName());
    return parts.withRule(change.name(), text);
  }

  private static @Nullable Constitution tried(Parts parts) {
    try {
      return parts.put();
    } catch (InvalidInputException e) {
      return null; // it needs another change as well
    }
  }

  /** What was found in all cases added so far. */
  public Comparison comparison() {
    return tally.comparison();
  }

  /**
   * The changes that were not tried alone, since they make no constitution by themselves or there
   * are too many of them; empty as long as no case came out otherwise.
   */
  public List<Change> inseparable() {
    return List.copyOf(inseparable);
  }
}
