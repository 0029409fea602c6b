package org.equipoise.constitution.internal.warning;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.equipoise.constitution.reading.Subject;
import org.equipoise.constitution.reading.ValueRead;
import org.equipoise.facts.Attributes;
import org.equipoise.facts.Case;
import org.equipoise.facts.Disputed;
import org.equipoise.facts.Judgment;
import org.equipoise.facts.Message;
import org.equipoise.facts.Values;
import org.jspecify.annotations.Nullable;

/** Which attributes the cases at hand have, and which texts stand in them. Not thread-safe. */
public final class KnownAttributes {
  /** An attribute with more different texts than this holds free text, not words of a kind. */
  private static final int MAX_WORDS = 50;

  private final Map<Subject, Map<String, Words>> bySubject = new EnumMap<>(Subject.class);
  private final boolean isAll;
  private boolean anyJudgment;
  private boolean anyMessage;

  private KnownAttributes(boolean isAll) {
    this.isAll = isAll;
  }

  /** Cases that have every attribute there is: those of a corpus. */
  public static KnownAttributes all() {
    return new KnownAttributes(true);
  }

  /** Cases that have some attributes only: those of fixtures. */
  public static KnownAttributes some() {
    return new KnownAttributes(false);
  }

  private static final class Words {
    final Set<String> words = new TreeSet<>();
    final Map<Values.Kind, Object> kinds = new EnumMap<>(Values.Kind.class);
    boolean areAll = true;
  }

  /** Adds a case with the judgments on it. */
  public void add(Case given, List<Judgment> judgments) {
    add(Subject.CASE, given.attributes());
    given.outputs().forEach(it -> add(Subject.OUTPUT, it.attributes()));
    for (Message message : given.messages()) {
      anyMessage = true;
      add(Subject.MESSAGE, message.attributes());
    }
    for (Judgment judgment : judgments) {
      anyJudgment = true;
      add(Subject.JUDGMENT, judgment.circumstances());
    }
  }

  /** Whose attribute it may be that is read: of all subjects, if that is not known. */
  static List<Subject> subjects(ValueRead read) {
    Subject of = read.subject();
    return of == null ? List.of(Subject.values()) : List.of(of);
  }

  private Map<String, Words> of(Subject subject) {
    return bySubject.getOrDefault(subject, Map.of());
  }

  private void add(Subject subject, Attributes attributes) {
    Map<String, Words> own = bySubject.computeIfAbsent(subject, it -> new TreeMap<>());
    for (String name : attributes.names()) {
      Words seen = own.computeIfAbsent(name, it -> new Words());
      see(seen, attributes.get(name));
      Disputed disputed = attributes.disputed().get(name);
      if (disputed != null) {
        see(seen, disputed.otherwise());
      }
    }
  }

  private static void see(Words seen, @Nullable Object value) {
    if (value != null) {
      seen.kinds.putIfAbsent(Values.Kind.of(value), value);
    }
    if (value instanceof String text) {
      seen.words.add(text);
    } else if (value != null) {
      seen.areAll = false;
    }
    seen.areAll &= seen.words.size() <= MAX_WORDS;
  }

  /** Whether an attribute that no case has is doubtful by that alone. */
  boolean isAll() {
    return isAll;
  }

  /** Whether anything can be said of a subject's attributes. */
  boolean isAny(Subject subject) {
    return (anyJudgment || subject != Subject.JUDGMENT)
        && (anyMessage || subject != Subject.MESSAGE);
  }

  /** The names of a subject's attributes. */
  Set<String> names(Subject subject) {
    return of(subject).keySet();
  }

  /** Every text that stands in an attribute, or an empty set if others than these may well do. */
  Set<String> words(Subject subject, String name) {
    Words seen = of(subject).get(name);
    return seen == null || !seen.areAll ? Set.of() : seen.words;
  }

  /** Of each kind of values that an attribute has, the first one; empty if it has none. */
  Map<Values.Kind, Object> kinds(Subject subject, String name) {
    Words seen = of(subject).get(name);
    return seen == null ? Map.of() : seen.kinds;
  }
}
