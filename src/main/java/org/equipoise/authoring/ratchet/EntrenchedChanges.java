package org.equipoise.authoring.ratchet;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.equipoise.authoring.comparison.ConstitutionChange;
import org.equipoise.authoring.comparison.ConstitutionChange.Part;
import org.equipoise.authoring.comparison.ConstitutionChange.Subject;
import org.equipoise.authoring.comparison.ConstitutionDifference;
import org.equipoise.authoring.ratchet.Criterion.Item;
import org.equipoise.constitution.Constitution;
import org.equipoise.constitution.DefinedRule;
import org.equipoise.constitution.reading.Token;
import org.jspecify.annotations.Nullable;

/**
 * The changes that touch what is entrenched: a rule that is or becomes entrenched, a function,
 * query or type that such a rule uses, and who may sign for what.
 */
final class EntrenchedChanges {
  private final Constitution before;
  private final Constitution after;
  private final ConstitutionDifference difference;

  EntrenchedChanges(Constitution before, Constitution after, ConstitutionDifference difference) {
    this.before = before;
    this.after = after;
    this.difference = difference;
  }

  List<Item> items() {
    List<Item> items = new ArrayList<>();
    Set<String> used = used();
    for (ConstitutionChange change : difference.changes()) {
      if (isEntrenched(change.before()) || isEntrenched(change.after())) {
        if (change.altersMeaning() || changes(change, Part.ENTRENCHED)) {
          items.add(item(change));
        }
      } else if (change.subject() == Subject.DECLARATION
          && used.contains(change.name().substring(change.name().lastIndexOf(' ') + 1))) {
        items.add(Item.of(change + " is " + change.kind().word() + ": an entrenched rule uses it"));
      }
    }
    if (!before.signOff().equals(after.signOff())) {
      items.add(Item.of("`signOff` is changed: who may sign for what"));
    }
    return items;
  }

  private static boolean isEntrenched(@Nullable DefinedRule rule) {
    return rule != null && rule.rule().entrenched();
  }

  private static boolean changes(ConstitutionChange change, Part part) {
    return change.parts().stream().anyMatch(it -> it.part() == part);
  }

  private static Item item(ConstitutionChange change) {
    DefinedRule shown = change.after() != null ? change.after() : change.before();
    String parts =
        change.parts().isEmpty()
            ? ""
            : " ("
                + String.join(", ", change.parts().stream().map(it -> it.part().word()).toList())
                + ")";
    return new Item(
        change + " is " + change.kind().word() + parts,
        Objects.requireNonNull(shown).file(),
        shown.line());
  }

  /** The names that entrenched rules use, and what is declared under these names uses in turn. */
  private Set<String> used() {
    Set<String> used = new TreeSet<>();
    before.rules().values().stream()
        .filter(EntrenchedChanges::isEntrenched)
        .forEach(it -> words(it.text(), used));
    int size;
    do {
      size = used.size();
      ConstitutionDifference.declarations(before)
          .forEach(
              (name, text) -> {
                if (used.contains(name.substring(name.lastIndexOf(' ') + 1))) {
                  words(text, used);
                }
              });
    } while (used.size() > size);
    return used;
  }

  private static void words(String text, Set<String> words) {
    Token.of(text).stream()
        .filter(it -> it.kind() == Token.Kind.WORD)
        .forEach(it -> words.add(it.text()));
  }
}
