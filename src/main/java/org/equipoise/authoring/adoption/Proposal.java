package org.equipoise.authoring.adoption;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.equipoise.authoring.comparison.ConstitutionChange;
import org.equipoise.authoring.comparison.ConstitutionChange.Part;
import org.equipoise.authoring.comparison.ConstitutionDifference;
import org.equipoise.authoring.ratchet.Criterion.Name;
import org.equipoise.authoring.ratchet.Effects;
import org.equipoise.authoring.ratchet.RatchetReport;
import org.equipoise.constitution.Constitution;
import org.jspecify.annotations.Nullable;

/**
 * An amendment with what it names by digest only. Immutable.
 *
 * @param amendment what is signed
 * @param patch the text of the patch
 * @param effects what it does to decisions, as an object of JSON
 */
public record Proposal(Amendment amendment, String patch, Map<String, @Nullable Object> effects) {

  public Proposal {
    effects = Collections.unmodifiableMap(new TreeMap<>(effects));
  }

  /**
   * Reads a proposal from an object that has its three parts as fields.
   *
   * @throws IllegalArgumentException if one is missing or wrong; the message names the field
   */
  public static Proposal of(JsonTree tree) {
    return new Proposal(
        Amendment.of(tree.object("amendment")),
        tree.text("patch"),
        tree.object("effects").fields());
  }

  /**
   * Returns what needs more signatures than an ordinary amendment, as {@link Amendment#touches}.
   */
  public static List<String> touches(
      Constitution before, Constitution after, RatchetReport report) {
    List<String> touches = new ArrayList<>();
    if (!report.criterion(Name.ENTRENCHED).items().isEmpty()) {
      touches.add(Amendment.ENTRENCHED);
    }
    if (!report.criterion(Name.UNSETTLED).items().isEmpty()) {
      touches.add(Amendment.UNSETTLED);
    }
    boolean isException =
        ConstitutionDifference.between(before, after).changes().stream()
            .flatMap(it -> it.parts().stream())
            .anyMatch(it -> it.part() == Part.CONDITION);
    if (isException) {
      touches.add(Amendment.EXCEPTION);
    }
    return touches;
  }

  /** Returns what an amendment between two constitutions changes. */
  public static List<AmendedPart> changes(Constitution before, Constitution after) {
    List<ConstitutionChange> changes = ConstitutionDifference.between(before, after).changes();
    return changes.stream().map(AmendedPart::of).toList();
  }

  /** Returns effects as an object of JSON. */
  public static Map<String, @Nullable Object> tree(Effects effects) {
    Map<String, @Nullable Object> tree = new TreeMap<>();
    tree.put("sought", effects.sought());
    tree.put("elseChanged", effects.elseChanged());
    tree.put("settled", effects.settled());
    tree.put("unsettled", effects.unsettled());
    put(tree, "index", effects.index());
    put(tree, "coverage", effects.coverage());
    put(tree, "informative", effects.informative());
    return tree;
  }

  private static void put(
      Map<String, @Nullable Object> tree, String name, Effects.@Nullable Shift shift) {
    if (shift != null) {
      Map<String, @Nullable Object> moved = new TreeMap<>();
      moved.put("before", shift.before());
      moved.put("after", shift.after());
      tree.put(name, moved);
    }
  }

  /** Returns the texts in one list of the effects; empty if there is none. */
  public List<String> effect(String list) {
    return effects.get(list) instanceof List<?> all
        ? all.stream().map(String::valueOf).toList()
        : List.of();
  }
}
