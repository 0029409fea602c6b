package org.equipoise.authoring.adoption;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.equipoise.authoring.comparison.ConstitutionChange;
import org.equipoise.constitution.DefinedRule;
import org.jspecify.annotations.Nullable;

/**
 * One thing that an amendment changes. Immutable.
 *
 * @param kind {@code added}, {@code dropped}, {@code changed} or {@code renamed}
 * @param subject {@code principle}, {@code theory}, {@code declaration} or {@code setting}
 * @param name its name afterwards
 * @param formerName its name before, if it was another, or null
 * @param parts in which respects it changed, such as {@code condition}
 * @param before the text of the rule before, or null
 * @param after the text of the rule afterwards, or null
 */
public record AmendedPart(
    String kind,
    String subject,
    String name,
    @Nullable String formerName,
    List<String> parts,
    @Nullable String before,
    @Nullable String after) {

  public AmendedPart {
    parts = List.copyOf(parts);
  }

  static AmendedPart of(ConstitutionChange change) {
    return new AmendedPart(
        change.kind().word(),
        change.subject().word(),
        change.name(),
        change.formerName(),
        change.parts().stream().map(it -> it.part().word()).toList(),
        text(change.before()),
        text(change.after()));
  }

  private static @Nullable String text(@Nullable DefinedRule rule) {
    return rule == null ? null : rule.text();
  }

  static AmendedPart of(JsonTree tree) {
    tree.only("after", "before", "formerName", "kind", "name", "parts", "subject");
    return new AmendedPart(
        tree.text("kind"),
        tree.text("subject"),
        tree.text("name"),
        tree.textIfAny("formerName"),
        tree.texts("parts"),
        tree.textIfAny("before"),
        tree.textIfAny("after"));
  }

  Map<String, Object> tree() {
    Map<String, Object> tree = new TreeMap<>();
    tree.put("kind", kind);
    tree.put("subject", subject);
    tree.put("name", name);
    tree.put("parts", parts);
    Amendment.put(tree, "formerName", formerName);
    Amendment.put(tree, "before", before);
    Amendment.put(tree, "after", after);
    return tree;
  }

  /** Whether it is a rule of this name, before or afterwards. */
  public boolean isRule(String id) {
    return (subject.equals("principle") || subject.equals("theory"))
        && (name.equals(id) || id.equals(formerName));
  }

  /** In short: {@code changed principle no-dose (condition)}, say. */
  @Override
  public String toString() {
    return kind
        + " "
        + subject
        + " "
        + (formerName == null ? "" : formerName + " to ")
        + name
        + (parts.isEmpty() ? "" : " (" + String.join(", ", parts) + ")");
  }
}
