package org.equipoise.constitution;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.equipoise.constitution.KnownNames.Fault;
import org.equipoise.constitution.KnownNames.Subject;
import org.equipoise.constitution.KnownNames.Unknown;
import org.equipoise.constitution.reading.LiteralTest;
import org.equipoise.constitution.reading.ValueRead;
import org.equipoise.facts.Attributes;
import org.equipoise.facts.Values.Kind;
import org.jspecify.annotations.Nullable;

/**
 * The attributes that rules only compare with literals, whether they are equal, and the kinds of
 * these literals. A value of another kind equals none of them, so rules take no notice of it.
 * Immutable.
 */
final class ComparedKinds {
  private static final Set<String> EQUALITIES = Set.of("==", "!=", "in");

  private final Map<Subject, Map<String, Compared>> bySubject = new EnumMap<>(Subject.class);

  /** The kinds of the literals, and one of the comparisons as its rule has it. */
  private record Compared(Set<Kind> kinds, String example) {
    boolean fits(Object value) {
      return kinds.contains(Kind.of(value));
    }

    String inWords() {
      return kinds.stream().map(Kind::inWords).collect(Collectors.joining(" or "));
    }
  }

  /** All that is read of each subject, by the name of the attribute. */
  ComparedKinds(Map<Subject, Map<String, List<ValueRead>>> reads) {
    reads.forEach(
        (subject, byName) -> {
          Map<String, Compared> compared = new TreeMap<>();
          byName.forEach(
              (name, all) -> {
                Compared only = compared(all);
                if (only != null) {
                  compared.put(name, only);
                }
              });
          bySubject.put(subject, compared);
        });
  }

  private static @Nullable Compared compared(List<ValueRead> all) {
    Set<Kind> kinds = EnumSet.noneOf(Kind.class);
    for (ValueRead read : all) {
      if (!read.isOnlyTested() || read.wanted() != null || read.tests().isEmpty()) {
        return null;
      }
      for (LiteralTest test : read.tests()) {
        Object value = test.value();
        if (value == null || !EQUALITIES.contains(test.sign())) {
          return null;
        }
        kinds.add(Kind.of(value));
      }
    }
    ValueRead first = all.get(0);
    LiteralTest test = first.tests().get(0);
    String literal = test.sign().equals("in") ? "( " + test.literal() + ", … )" : test.literal();
    return new Compared(kinds, "attr(\"" + first.name() + "\") " + test.sign() + " " + literal);
  }

  /** The attributes whose value is of a kind that no rule compares it with, in ascending order. */
  List<Unknown> unlike(Subject subject, Attributes attributes) {
    List<Unknown> unlike = new ArrayList<>(0);
    if (attributes.size() > 0) {
      of(subject)
          .forEach(
              (name, compared) -> {
                Object value = attributes.get(name);
                if (value != null && !compared.fits(value)) {
                  unlike.add(new Unknown(subject, name, Fault.OTHER_KIND));
                }
              });
    }
    return unlike;
  }

  private Map<String, Compared> of(Subject subject) {
    return bySubject.getOrDefault(subject, Map.of());
  }

  /** Whether this is an attribute that rules only compare with literals. */
  boolean has(Unknown unknown) {
    return of(unknown.subject()).containsKey(unknown.name());
  }

  /** What rules compare an attribute with that {@link #has} is true of. */
  String inWords(Unknown unknown) {
    Compared compared = Objects.requireNonNull(of(unknown.subject()).get(unknown.name()));
    return "only with " + compared.inWords() + ", as in `" + compared.example() + "`";
  }
}
