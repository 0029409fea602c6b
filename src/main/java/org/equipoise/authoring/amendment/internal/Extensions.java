package org.equipoise.authoring.amendment.internal;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.equipoise.authoring.amendment.Ground;
import org.equipoise.constitution.metering.Meter;
import org.equipoise.facts.Attributes;
import org.equipoise.facts.Case;
import org.equipoise.facts.Output;
import org.equipoise.facts.Values;
import org.jspecify.annotations.Nullable;

/**
 * Every test that may be a ground, and the outputs that pass it. Of tests that the same outputs
 * pass, the first in order stands for all. Immutable.
 *
 * @param grounds the tests, in order
 * @param passing for each test, the numbers of the outputs that pass it
 */
public record Extensions(List<Ground> grounds, List<BitSet> passing) {
  /** With more texts than this, an attribute is tested for one text at a time only. */
  static final int MAX_TEXTS_IN_SETS = 6;

  private static final Comparator<Ground> ORDER =
      Comparator.comparing(Ground::test).thenComparing(Comparator.naturalOrder());

  /** An output in its case. */
  public record Site(Case given, Output output) {}

  /** The values of one attribute, over all outputs. */
  private record Column(Ground.Of of, String attribute, List<@Nullable Object> values) {}

  /**
   * The tests that some outputs pass and others do not.
   *
   * @param notGrounds names of attributes that may not be grounds, nor what lies within them
   */
  public static Extensions of(List<Site> sites, Collection<String> notGrounds) {
    Map<Ground, BitSet> all = new TreeMap<>(ORDER);
    for (Ground.Of of : Ground.Of.values()) {
      Set<String> names = new TreeSet<>();
      Set<String> barred = new HashSet<>();
      Set<Attributes> seen = java.util.Collections.newSetFromMap(new java.util.IdentityHashMap<>());
      for (Site site : sites) {
        Meter.step();
        Attributes attributes = attributes(of, site);
        if (seen.add(attributes)) {
          names.addAll(attributes.names());
          barred.addAll(attributes.disputed().keySet());
        }
      }
      names.removeIf(it -> barred.contains(it) || isWithin(it, notGrounds));
      for (String name : names) {
        Meter.steps(sites.size());
        List<@Nullable Object> values =
            sites.stream().map(it -> attributes(of, it).get(name)).toList();
        tests(new Column(of, name, values)).forEach(it -> all.put(it, passing(it, values)));
      }
    }
    return distinct(all);
  }

  /** The places of the values that pass a test. */
  private static BitSet passing(Ground ground, List<@Nullable Object> values) {
    Meter.steps(values.size());
    BitSet passing = new BitSet(values.size());
    for (int i = 0; i < values.size(); i++) {
      if (ground.isMetBy(values.get(i))) {
        passing.set(i);
      }
    }
    return passing;
  }

  private static Attributes attributes(Ground.Of of, Site site) {
    return of == Ground.Of.CASE ? site.given().attributes() : site.output().attributes();
  }

  private static boolean isWithin(String name, Collection<String> notGrounds) {
    return notGrounds.stream().anyMatch(it -> name.equals(it) || name.startsWith(it + "."));
  }

  private static Extensions distinct(Map<Ground, BitSet> all) {
    List<Ground> kept = new ArrayList<>();
    List<BitSet> passing = new ArrayList<>();
    Set<BitSet> known = new HashSet<>();
    all.forEach(
        (ground, passes) -> {
          if (!passes.isEmpty() && known.add(passes)) {
            kept.add(ground);
            passing.add(passes);
          }
        });
    return new Extensions(List.copyOf(kept), List.copyOf(passing));
  }

  private static List<Ground> tests(Column column) {
    Map<Object, Object> values = new HashMap<>();
    boolean areNumbers = true;
    boolean areLists = true;
    boolean isInner = false;
    boolean isMissing = false;
    for (Object value : column.values()) {
      isMissing |= value == null;
      if (value != null) {
        areNumbers &= value instanceof Number;
        areLists &= value instanceof List;
        isInner |= value instanceof Map;
        values.put(Objects.requireNonNull(Values.key(value)), value);
      }
    }
    List<Ground> tests = new ArrayList<>();
    if (isInner || values.isEmpty()) {
      return tests;
    }
    if (isMissing) {
      tests.add(ground(column, Ground.Test.MISSING, List.of()));
    }
    if (areNumbers) {
      values
          .values()
          .forEach(
              it -> {
                tests.add(ground(column, Ground.Test.AT_MOST, List.of(it)));
                tests.add(ground(column, Ground.Test.AT_LEAST, List.of(it)));
              });
    } else if (areLists) {
      Map<Object, Object> items = new HashMap<>();
      for (Object list : values.values()) {
        ((List<?>) list)
            .stream()
                .filter(Extensions::isPlain)
                .forEach(it -> items.put(Objects.requireNonNull(Values.key(it)), it));
      }
      items.values().forEach(it -> tests.add(ground(column, Ground.Test.CONTAINS, List.of(it))));
    } else {
      Map<String, Object> texts = new TreeMap<>();
      for (Object value : values.values()) {
        if (value instanceof Boolean) {
          tests.add(ground(column, Ground.Test.IS, List.of(value)));
        } else if (value instanceof String text) {
          tests.add(ground(column, Ground.Test.IS, List.of(value)));
          texts.put(text, value);
        }
      }
      tests.addAll(sets(column, List.copyOf(texts.values())));
    }
    return tests;
  }

  private static boolean isPlain(Object item) {
    return item instanceof String || item instanceof Number || item instanceof Boolean;
  }

  /** Each set of several texts, but for all of them where no other value is found. */
  private static List<Ground> sets(Column column, List<Object> texts) {
    List<Ground> tests = new ArrayList<>();
    if (texts.size() > 2 && texts.size() <= MAX_TEXTS_IN_SETS) {
      for (int set = 0; set < 1 << texts.size(); set++) {
        if (Integer.bitCount(set) > 1) {
          List<Object> chosen = new ArrayList<>();
          for (int i = 0; i < texts.size(); i++) {
            if ((set >> i & 1) == 1) {
              chosen.add(texts.get(i));
            }
          }
          tests.add(ground(column, Ground.Test.IN, chosen));
        }
      }
    }
    return tests;
  }

  private static Ground ground(Column column, Ground.Test test, List<Object> values) {
    return new Ground(column.of(), column.attribute(), test, values);
  }
}
