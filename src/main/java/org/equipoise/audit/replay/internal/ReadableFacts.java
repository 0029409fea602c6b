package org.equipoise.audit.replay.internal;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.equipoise.constitution.Authority;
import org.equipoise.constitution.Charter;
import org.equipoise.constitution.Constitution;
import org.equipoise.constitution.Settings;
import org.equipoise.constitution.reading.ConstitutionReads;

/**
 * The facts that the rules of a constitution or a charter can read, derived from their text. It
 * never contains fewer facts than the rules read. Immutable.
 */
public final class ReadableFacts {
  private static final Set<String> ATTRIBUTES = Set.of("attributes", "circumstances");
  private static final Set<String> LISTS = Set.of("outputs", "messages");
  private static final Set<String> PROPERTIES = Set.of("context", "text", "author", "stakeholder");

  private final Set<String> attributes = new HashSet<>();
  private final Set<String> properties = new HashSet<>();
  private boolean everything;

  private ReadableFacts() {}

  /**
   * Returns the facts that the rules of a constitution can read; for a charter, those of all its
   * constitutions, and the attribute that it chooses by.
   */
  public static ReadableFacts of(Authority authority) {
    ReadableFacts readable = new ReadableFacts();
    authority.constitutions().forEach(readable::add);
    if (authority instanceof Charter charter) {
      charter.by().ifPresent(readable.attributes::add);
    }
    return readable;
  }

  private void add(Constitution constitution) {
    ConstitutionReads reads = constitution.reads();
    everything |= reads.mayReadAnyAttribute();
    reads.attributes().forEach(it -> attributes.add(it.name()));
    PROPERTIES.stream()
        .filter(it -> reads.mayRead(it) || reads.holdsText(it))
        .forEach(properties::add);
    Settings settings = constitution.settings();
    if (!settings.stakeholders().isEmpty() || settings.voices() == Settings.Voices.ONE) {
      properties.add("stakeholder");
    }
  }

  /**
   * Returns the facts that rules can read among some JSON pointers, as entries name masked facts.
   */
  public List<String> within(List<String> pointers) {
    return pointers.stream().filter(this::sees).toList();
  }

  private boolean sees(String pointer) {
    String[] steps = pointer.substring(1).split("/", -1);
    for (int i = 0; i < steps.length; i++) {
      steps[i] = steps[i].replace("~1", "/").replace("~0", "~");
    }
    int at =
        steps[0].equals("judgments") ? 2 : steps.length > 2 && LISTS.contains(steps[1]) ? 3 : 1;
    if (at >= steps.length || steps[at].startsWith("x-")) {
      return at >= steps.length;
    }
    if (steps[at].equals("detections")) {
      return steps[steps.length - 1].equals("of"); // the rest is evidence, which nothing reads
    }
    if (PROPERTIES.contains(steps[at])) {
      return everything || properties.contains(steps[at]);
    }
    if (!ATTRIBUTES.contains(steps[at])) {
      return true; // an id, which deciding itself looks at
    }
    String name = String.join(".", List.of(steps).subList(at + 1, steps.length));
    return everything
        || attributes.stream()
            .anyMatch(
                it -> it.equals(name) || it.startsWith(name + ".") || name.startsWith(it + "."));
  }
}
