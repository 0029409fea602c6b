package org.equipoise.constitution.reading;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What all rules of a constitution read, with the queries, functions and imports beside them.
 * Immutable.
 */
public final class ConstitutionReads {
  private static final List<String> NOT_OF_THE_HOST = List.of("java.", "org.equipoise.");

  private final List<RuleReads> all;
  private final boolean mayReadAnyAttribute;

  /** What some texts read. */
  public ConstitutionReads(List<RuleReads> all) {
    this.all = List.copyOf(all);
    this.mayReadAnyAttribute =
        all.stream().anyMatch(RuleReads::mayReadAnyAttribute) || handsFactsToTheHost();
  }

  /** Whether code that the host brings gets a fact; then nobody here knows what it reads. */
  private boolean handsFactsToTheHost() {
    Set<String> classes = new HashSet<>();
    for (RuleReads reads : all) {
      String imported = reads.imported();
      if (imported != null && isOfHost(imported)) {
        classes.add(imported);
      }
      reads.patterns().stream()
          .map(PatternRead::type)
          .filter(it -> it.indexOf('.') >= 0 && isOfHost(it))
          .forEach(classes::add);
    }
    boolean isAnyClass = classes.stream().anyMatch(it -> it.endsWith("*"));
    Set<String> simple = new HashSet<>();
    classes.forEach(it -> simple.add(it.substring(it.lastIndexOf('.') + 1)));
    for (RuleReads reads : all) {
      for (String owner : reads.handsTo()) {
        String type = type(owner);
        if (type.isEmpty()
            ? !classes.isEmpty()
            : type.indexOf('.') >= 0 ? isOfHost(type) : isAnyClass || simple.contains(type)) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean isOfHost(String type) {
    return NOT_OF_THE_HOST.stream().noneMatch(type::startsWith);
  }

  /** The class at the beginning of what owns a method; empty if that is a variable. */
  private static String type(String owner) {
    int start = 0;
    for (int end = owner.indexOf('.'); ; end = owner.indexOf('.', start)) {
      if (Character.isUpperCase(owner.charAt(start))) {
        return end < 0 ? owner : owner.substring(0, end);
      }
      if (end < 0) {
        return "";
      }
      start = end + 1;
    }
  }

  /** What each rule, query, function and import reads. */
  public List<RuleReads> all() {
    return all;
  }

  /** The attributes that are read and named, in no order. */
  public Stream<ValueRead> attributes() {
    return all.stream().flatMap(RuleReads::attributes);
  }

  /**
   * Whether attributes may be read that none of {@link #attributes} names: their names are worked
   * out when a rule runs, or code of the host gets a fact.
   */
  public boolean mayReadAnyAttribute() {
    return mayReadAnyAttribute;
  }

  /** Whether the age of a judgment may be read, which depends on the time of the decision. */
  public boolean mayReadAges() {
    return all.stream().anyMatch(it -> it.mayRead("age") && it.words().contains("Judgment"));
  }

  /** Whether a property of facts or rules may be read. */
  public boolean mayRead(String property) {
    return all.stream().anyMatch(it -> it.mayRead(property));
  }

  /** Whether a text stands in quotes, as another thing than an attribute's name. */
  public boolean holdsText(String text) {
    return all.stream().anyMatch(it -> it.texts().contains(text));
  }
}
