package org.equipoise.constitution;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import org.equipoise.constitution.reading.ConstitutionReads;
import org.equipoise.constitution.reading.ValueRead;
import org.equipoise.facts.Attributes;
import org.equipoise.facts.Case;
import org.equipoise.facts.Judgment;
import org.equipoise.facts.Message;
import org.equipoise.facts.Output;
import org.equipoise.facts.internal.ByNames;
import org.equipoise.problem.internal.Suggestion;
import org.jspecify.annotations.Nullable;

/**
 * The names that a constitution uses: the attributes that its rules read and the stakeholders that
 * its settings weigh. An attribute with another name changes no decision and is often misspelt.
 * Immutable and safe to share between threads.
 */
public final class KnownNames {

  /** What may bear a name. */
  public enum Subject {
    CASE("the attribute", "cases"),
    OUTPUT("the attribute", "outputs"),
    JUDGMENT("the circumstance", "judgments"),
    MESSAGE("the attribute", "messages"),
    STAKEHOLDER("the stakeholder", "stakeholders");

    private final String what;
    private final String plural;

    Subject(String what, String plural) {
      this.what = what;
      this.plural = plural;
    }
  }

  /** A name that the constitution does not know. */
  public record Unknown(Subject subject, String name) {}

  private static final List<Subject> OF_ATTRIBUTES =
      List.of(Subject.CASE, Subject.OUTPUT, Subject.JUDGMENT, Subject.MESSAGE);

  private final Settings settings;
  private final boolean readsAny;
  private final Map<Subject, TreeSet<String>> read = new EnumMap<>(Subject.class);
  private final Map<Subject, ByNames<List<Unknown>>> unread = new EnumMap<>(Subject.class);

  /** The names in what rules read, and in settings. */
  KnownNames(Settings settings, ConstitutionReads reads) {
    this.settings = settings;
    this.readsAny = reads.mayReadAnyAttribute();
    for (Subject subject : OF_ATTRIBUTES) {
      read.put(subject, new TreeSet<>());
      unread.put(subject, new ByNames<>(it -> unread(subject, it)));
    }
    reads
        .attributes()
        .forEach(
            value ->
                subjects(value)
                    .forEach(
                        it -> read.computeIfAbsent(it, any -> new TreeSet<>()).add(value.name())));
    read.put(Subject.STAKEHOLDER, new TreeSet<>(settings.stakeholders().keySet()));
  }

  /** Whose attribute it may be that is read. */
  private static List<Subject> subjects(ValueRead read) {
    org.equipoise.constitution.reading.Subject of = read.subject();
    return of == null ? OF_ATTRIBUTES : List.of(Subject.valueOf(of.name()));
  }

  /** The names that are known, of attributes, circumstances or stakeholders. */
  public SortedSet<String> of(Subject subject) {
    return Collections.unmodifiableSortedSet(names(subject));
  }

  private NavigableSet<String> names(Subject subject) {
    return Objects.requireNonNull(read.get(subject));
  }

  /**
   * Whether rules may read attributes of any name, since they work names out only when they run;
   * then no attribute is unknown.
   */
  public boolean readsAny() {
    return readsAny;
  }

  /**
   * The names in a case, and in the judgments on it, that are not known, each once: attributes that
   * no rule reads, and holders who weigh 1 only because others are weighed and they are not.
   */
  public List<Unknown> unknown(Case given, List<Judgment> judgments) {
    List<Unknown> all = new ArrayList<>(0);
    add(Subject.CASE, given.attributes(), all);
    for (Output output : given.outputs()) {
      add(Subject.OUTPUT, output.attributes(), all);
    }
    for (Message message : given.messages()) {
      add(Subject.MESSAGE, message.attributes(), all);
    }
    for (Judgment judgment : judgments) {
      add(Subject.JUDGMENT, judgment.circumstances(), all);
      String holder = judgment.stakeholder();
      if (holder != null && settings.isStranger(holder)) {
        all.add(new Unknown(Subject.STAKEHOLDER, holder));
      }
    }
    return all.isEmpty() ? List.of() : all.stream().distinct().toList();
  }

  private void add(Subject subject, Attributes attributes, List<Unknown> all) {
    if (!readsAny && attributes.size() > 0) {
      all.addAll(Objects.requireNonNull(unread.get(subject)).of(attributes));
    }
  }

  private List<Unknown> unread(Subject subject, Attributes attributes) {
    TreeSet<String> names = new TreeSet<>(attributes.names());
    return names.stream()
        .filter(it -> !hasInner(it, names) && !isRead(it, names(subject)))
        .map(it -> new Unknown(subject, it))
        .toList();
  }

  /** Whether a rule reads a name, the object that it is in, or something in it. */
  private static boolean isRead(String name, NavigableSet<String> read) {
    for (int end = name.length(); end > 0; end = name.lastIndexOf('.', end - 1)) {
      if (read.contains(name.substring(0, end))) {
        return true;
      }
    }
    return hasInner(name, read);
  }

  private static boolean hasInner(String name, NavigableSet<String> names) {
    String next = names.ceiling(name + ".");
    return next != null && next.startsWith(name + ".");
  }

  /** What an unknown name may have been meant to be, as a hint; null if nothing is like it. */
  public @Nullable String hint(Unknown unknown) {
    String name = unknown.name();
    SortedSet<String> known = names(unknown.subject());
    String near = Suggestion.didYouMean(name, known);
    if (near != null || unknown.subject() == Subject.STAKEHOLDER) {
      return near;
    }
    for (Subject other : OF_ATTRIBUTES) {
      if (isRead(name, names(other))) {
        return "rules read it of " + other.plural;
      }
    }
    String last = last(name);
    return known.stream()
        .filter(
            it -> last(it).equals(last) || Suggestion.nearest(last, List.of(last(it))).isPresent())
        .findFirst()
        .map(it -> "did you mean `" + it + "`?")
        .orElse(null);
  }

  private static String last(String name) {
    return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
  }

  /** A name as messages show it: on one line, and not beyond all length. */
  public static String shown(Unknown unknown) {
    return SourceFile.shorten(unknown.name().replaceAll("\\p{C}", "?"));
  }

  /** That a name is not known, and what follows from it, in words. */
  public String inWords(Unknown unknown) {
    return unknown.subject() == Subject.STAKEHOLDER
        ? "`stakeholders` does not weigh `" + shown(unknown) + "`, whose judgments weigh 1"
        : "no rule reads "
            + unknown.subject().what
            + " `"
            + shown(unknown)
            + "` of "
            + unknown.subject().plural;
  }
}
