package org.equipoise.authoring.comparison;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.equipoise.authoring.comparison.ConstitutionChange.Kind;
import org.equipoise.authoring.comparison.ConstitutionChange.Subject;
import org.equipoise.constitution.Constitution;
import org.equipoise.decision.Decider;
import org.equipoise.problem.InvalidInputException;
import org.jspecify.annotations.Nullable;

/**
 * The changes between two constitutions, each made alone to the first, so as to say which of them
 * makes a difference. Nothing is compiled before it is asked for. Safe to share between threads.
 */
public final class Attribution {
  /** Beyond so many changes none is tried alone: each takes a compilation. */
  private static final int MAX_CHANGES = 50;

  private static final String DECLARATIONS = "declarations";

  private final Constitution before;
  private final Constitution after;
  private final ConstitutionDifference difference;
  private final List<ConstitutionChange> notTriedAlone = new ArrayList<>();
  private @Nullable SortedMap<String, Decider> alone;

  public Attribution(Constitution before, Constitution after, ConstitutionDifference difference) {
    this.before = before;
    this.after = after;
    this.difference = difference;
  }

  /** By change, what decides with that change alone; compiled when first asked for. */
  public synchronized SortedMap<String, Decider> alone() {
    if (alone == null) {
      alone = Collections.unmodifiableSortedMap(changesAlone());
    }
    return alone;
  }

  /**
   * The changes that were not tried alone, since they make no constitution by themselves or there
   * are too many of them; empty as long as nothing was asked for.
   */
  public synchronized List<ConstitutionChange> notTriedAlone() {
    return List.copyOf(notTriedAlone);
  }

  /** For each change that makes a constitution by itself, what decides under that. */
  private SortedMap<String, Decider> changesAlone() {
    SortedMap<String, Decider> deciders = new TreeMap<>();
    List<ConstitutionChange> changes = difference.changesOfMeaning();
    if (changes.size() > MAX_CHANGES) {
      notTriedAlone.addAll(changes);
      return deciders;
    }
    ConstitutionParts own = ConstitutionParts.of(before);
    ConstitutionParts other = ConstitutionParts.of(after);
    boolean areDeclarationsChanged =
        changes.stream().anyMatch(it -> it.subject() == Subject.DECLARATION);
    if (areDeclarationsChanged) {
      Constitution changed = tried(own.withDeclarations(other));
      if (changed != null) {
        deciders.put(DECLARATIONS, new Decider(changed));
      }
    }
    for (ConstitutionChange change : changes) {
      if (change.subject() == Subject.DECLARATION) {
        continue;
      }
      ConstitutionParts parts = applied(change, own, other);
      Constitution changed = tried(parts);
      String cause = change.toString();
      if (changed == null && areDeclarationsChanged) {
        changed = tried(parts.withDeclarations(other));
        cause = cause + " with " + DECLARATIONS;
      }
      if (changed == null) {
        notTriedAlone.add(change);
      } else {
        deciders.put(cause, new Decider(changed));
      }
    }
    return deciders;
  }

  private static ConstitutionParts applied(
      ConstitutionChange change, ConstitutionParts own, ConstitutionParts other) {
    if (change.subject() == Subject.SETTING) {
      return own.withSetting(change.name(), other);
    }
    if (change.kind() == Kind.DROPPED) {
      return own.withoutRule(change.name());
    }
    String text = Objects.requireNonNull(change.after()).text();
    ConstitutionParts parts =
        change.formerName() == null ? own : own.withoutRule(change.formerName());
    return parts.withRule(change.name(), text);
  }

  private @Nullable Constitution tried(ConstitutionParts parts) {
    try {
      return parts.put(before);
    } catch (InvalidInputException e) {
      return null; // it needs another change as well
    }
  }
}
