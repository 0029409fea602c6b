package org.equipoise.constitution;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
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
 * these literals: a value of another kind equals none of them, so rules take no notice of it. And
 * the attributes that rules order by a date: a value that is spelt otherwise is ordered by its
 * letters. Immutable.
 */
final class ComparedKinds {
  private static final Set<String> EQUALITIES = Set.of("==", "!=", "in");
  private static final Set<String> ORDERS = Set.of("<", "<=", ">", ">=");

  private static final Pattern DATE = Pattern.compile("\\d{4}-\\d\\d-\\d\\d(?:\\D.*)?");

  private final Map<Subject, Map<String, Compared>> bySubject = new EnumMap<>(Subject.class);
  private final Map<Subject, Map<String, String>> dates = new EnumMap<>(Subject.class);

  /** The kinds of the literals, and one of the comparisons as its rule has it. */
  private record Compared(Set<Kind> kinds, String example) {
    boolean fits(Object value) {
      return kinds.contains(Kind.of(value));
    }

    String inWords() {
      return kinds.stream().map(Kind::inWords).collect(Collectors.joining(" or "));
    }
  }

  /**
   * All that is read of each subject, by the name of the attribute.
   *
   * @param areKindsOpen whether no more is known of an attribute's kind than what rules compare
   */
  ComparedKinds(Map<Subject, Map<String, List<ValueRead>>> reads, boolean areKindsOpen) {
    reads.forEach(
        (subject, byName) ->
            byName.forEach(
                (name, all) ->
                    orderByDate(all)
                        .ifPresent(
                            it ->
                                dates
                                    .computeIfAbsent(subject, any -> new TreeMap<>())
                                    .put(name, it))));
    if (!areKindsOpen) {
      return;
    }
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

  /** A comparison that orders an attribute by a date, as its rule has it. */
  private static Optional<String> orderByDate(List<ValueRead> all) {
    return all.stream()
        .flatMap(
            read ->
                read.tests().stream()
                    .filter(it -> ORDERS.contains(it.sign()) && isDate(it.value()))
                    .map(it -> shown(read, it.sign() + " " + it.literal())))
        .findFirst();
  }

  private static boolean isDate(@Nullable Object value) {
    return value instanceof String text && DATE.matcher(text).matches();
  }

  private static String shown(ValueRead read, String test) {
    return "attr(\"" + read.name() + "\") " + test;
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
    return new Compared(kinds, shown(first, test.sign() + " " + literal));
  }

  /**
   * The attributes whose value is of a kind that no rule compares it with, in ascending order, and
   * then those whose text is ordered by a date and is none.
   */
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
      dates
          .getOrDefault(subject, Map.of())
          .keySet()
          .forEach(
              name -> {
                if (attributes.get(name) instanceof String text && !isDate(text)) {
                  unlike.add(new Unknown(subject, name, Fault.OTHER_DATE));
                }
              });
    }
    return unlike;
  }

  private Map<String, Compared> of(Subject subject) {
    return bySubject.getOrDefault(subject, Map.of());
  }

  /** Whether this is an attribute that rules compare as the fault says. */
  boolean has(Unknown unknown) {
    return unknown.fault() == Fault.OTHER_DATE
        ? dates.getOrDefault(unknown.subject(), Map.of()).containsKey(unknown.name())
        : of(unknown.subject()).containsKey(unknown.name());
  }

  /** What rules compare an attribute with that {@link #has} is true of. */
  String inWords(Unknown unknown) {
    if (unknown.fault() == Fault.OTHER_DATE) {
      Map<String, String> ordered = dates.getOrDefault(unknown.subject(), Map.of());
      return "as in `" + Objects.requireNonNull(ordered.get(unknown.name())) + "`";
    }
    Compared compared = Objects.requireNonNull(of(unknown.subject()).get(unknown.name()));
    return "only with " + compared.inWords() + ", as in `" + compared.example() + "`";
  }
}
