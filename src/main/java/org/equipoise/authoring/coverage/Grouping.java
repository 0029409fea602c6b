package org.equipoise.authoring.coverage;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.equipoise.authoring.coverage.AttributeState.State;
import org.equipoise.authoring.coverage.Coverage.Group;
import org.equipoise.authoring.coverage.Coverage.Silence;
import org.equipoise.constitution.reading.Subject;
import org.jspecify.annotations.Nullable;

/**
 * Says what the silent ones among many things have in common, in memory that does not grow with
 * their number: things with the same traits are one row. An attribute of many values counts only as
 * being there; so does, where there are too many rows, the attribute that tells most of them apart.
 *
 * <p>Groups are found one after the other: the few traits that best mark silent things off from all
 * others (by how many more of them are silent than of all), as long as any do.
 */
final class Grouping {
  private static final int MAX_VALUES = 16;
  private static final int MAX_VALUE_CHARS = 80;
  private static final int MAX_ATTRIBUTES = 300;
  private static final int MAX_ROWS = 10_000;
  private static final int MAX_GROUPS = 8;
  private static final int MAX_CONDITIONS = 3;
  private static final double WORTHWHILE = 1.05;

  private final Map<Name, Set<AttributeState>> values = new TreeMap<>();
  private final Set<Name> coarse = new HashSet<>();
  private final Set<Name> dropped = new HashSet<>();

  /** By traits in order; a set would do, were its hash not the same for too many. */
  private Map<List<AttributeState>, Row> rows = new HashMap<>();

  private record Name(Subject subject, String attribute) implements Comparable<Name> {
    static Name of(AttributeState trait) {
      return new Name(trait.subject(), trait.attribute());
    }

    @Override
    public int compareTo(Name other) {
      int order = subject.compareTo(other.subject);
      return order != 0 ? order : attribute.compareTo(other.attribute);
    }
  }

  /** Things with the same traits. */
  private static final class Row {
    private long all;
    private long silent;
    private final Examples examples = new Examples();

    void add(Row other) {
      all += other.all;
      silent += other.silent;
      examples.addAll(other.examples);
    }
  }

  /**
   * Adds a thing.
   *
   * @param traits each of the state {@code IS}
   */
  void add(Collection<AttributeState> traits, boolean isSilent, String example) {
    List<AttributeState> known = new ArrayList<>();
    for (AttributeState trait : traits) {
      Name name = Name.of(trait);
      if (dropped.contains(name) || !isRoomFor(name)) {
        continue;
      }
      if (!coarse.contains(name)) {
        Set<AttributeState> its = values.computeIfAbsent(name, any -> new HashSet<>());
        its.add(trait);
        if (its.size() > MAX_VALUES || String.valueOf(trait.value()).length() > MAX_VALUE_CHARS) {
          coarsen(name);
        }
      }
      known.add(
          coarse.contains(name)
              ? AttributeState.present(trait.subject(), trait.attribute())
              : trait);
    }
    known.sort(null);
    Row row = rows.computeIfAbsent(known, any -> new Row());
    row.all++;
    if (isSilent) {
      row.silent++;
      row.examples.add(example);
    }
    while (rows.size() > MAX_ROWS) {
      shrink();
    }
  }

  private boolean isRoomFor(Name name) {
    return values.containsKey(name) || values.size() < MAX_ATTRIBUTES;
  }

  private void coarsen(Name name) {
    coarse.add(name);
    rewrite(
        it -> Name.of(it).equals(name) ? AttributeState.present(it.subject(), it.attribute()) : it);
  }

  /** Makes fewer rows: by one attribute's values, or else by whether it is there. */
  private void shrink() {
    Name finest = null;
    int most = 1;
    for (var each : values.entrySet()) {
      if (!coarse.contains(each.getKey()) && each.getValue().size() > most) {
        finest = each.getKey();
        most = each.getValue().size();
      }
    }
    if (finest != null) {
      coarsen(finest);
      return;
    }
    Name last =
        values.keySet().stream()
            .filter(it -> !dropped.contains(it))
            .max(Comparator.naturalOrder())
            .orElseThrow();
    dropped.add(last);
    rewrite(it -> Name.of(it).equals(last) ? null : it);
  }

  private void rewrite(UnaryOperator<@Nullable AttributeState> change) {
    Map<List<AttributeState>, Row> merged = new HashMap<>();
    rows.forEach(
        (traits, row) -> {
          List<AttributeState> changed = new ArrayList<>();
          for (AttributeState trait : traits) {
            AttributeState other = change.apply(trait);
            if (other != null) {
              changed.add(other);
            }
          }
          changed.sort(null);
          merged.computeIfAbsent(changed, any -> new Row()).add(row);
        });
    rows = merged;
  }

  /** How many rows are held. */
  int rows() {
    return rows.size();
  }

  /** What the silent ones have in common. */
  Silence silence() {
    return new Search().silence();
  }

  private final class Search {
    private final List<AttributeState> traits;
    private final List<Row> all = new ArrayList<>();
    private final List<BitSet> has = new ArrayList<>();
    private final List<Long> open = new ArrayList<>();

    Search() {
      Set<AttributeState> found =
          new TreeSet<>(Comparator.comparing(AttributeState::state).thenComparing(it -> it));
      Map<Name, Long> holders = new HashMap<>();
      rows.keySet()
          .forEach(
              it ->
                  it.forEach(
                      trait -> {
                        found.add(trait);
                        holders.merge(Name.of(trait), 1L, Long::sum);
                      }));
      holders.forEach(
          (name, count) -> {
            if (count < rows.size()) {
              found.add(AttributeState.absent(name.subject(), name.attribute()));
            }
          });
      traits = List.copyOf(found);
      rows.forEach(
          (list, row) -> {
            Set<AttributeState> its = Set.copyOf(list);
            Set<Name> names = new HashSet<>();
            its.forEach(it -> names.add(Name.of(it)));
            BitSet bits = new BitSet(traits.size());
            for (int i = 0; i < traits.size(); i++) {
              AttributeState trait = traits.get(i);
              bits.set(
                  i,
                  trait.state() == State.ABSENT
                      ? !names.contains(Name.of(trait))
                      : its.contains(trait));
            }
            all.add(row);
            has.add(bits);
            open.add(row.silent);
          });
    }

    Silence silence() {
      long count = remaining();
      List<Group> groups = new ArrayList<>();
      while (remaining() > 0) {
        BitSet where = groups.size() < MAX_GROUPS - 1 ? best() : new BitSet();
        groups.add(group(where));
      }
      return new Silence(count, groups);
    }

    private long remaining() {
      return open.stream().mapToLong(it -> it).sum();
    }

    /** The traits that mark the remaining silent ones off best; none if nothing does. */
    private BitSet best() {
      BitSet where = new BitSet();
      double gain = 0;
      while (where.cardinality() < MAX_CONDITIONS) {
        int trait = -1;
        double most = gain == 0 ? 1e-9 : gain * WORTHWHILE;
        double[] gains = gains(where);
        for (int i = 0; i < gains.length; i++) {
          if (!where.get(i) && gains[i] > most + 1e-9) {
            trait = i;
            most = gains[i];
          }
        }
        if (trait < 0) {
          break;
        }
        where.set(trait);
        gain = most;
      }
      return where;
    }

    /** For each further trait, how many more are silent with it than if all were as often. */
    private double[] gains(BitSet where) {
      long[] silent = new long[traits.size()];
      long[] any = new long[traits.size()];
      long allSilent = 0;
      long allAny = 0;
      for (int row = 0; row < all.size(); row++) {
        long still = open.get(row);
        long total = all.get(row).all - all.get(row).silent + still;
        allSilent += still;
        allAny += total;
        if (fits(row, where)) {
          BitSet its = has.get(row);
          for (int i = its.nextSetBit(0); i >= 0; i = its.nextSetBit(i + 1)) {
            silent[i] += still;
            any[i] += total;
          }
        }
      }
      double rate = (double) allSilent / allAny;
      double[] gains = new double[traits.size()];
      for (int i = 0; i < gains.length; i++) {
        gains[i] = silent[i] - any[i] * rate;
      }
      return gains;
    }

    private boolean fits(int row, BitSet where) {
      BitSet missing = (BitSet) where.clone();
      missing.andNot(has.get(row));
      return missing.isEmpty();
    }

    private Group group(BitSet where) {
      BitSet shared = null;
      long count = 0;
      long among = 0;
      Examples examples = new Examples();
      for (int row = 0; row < all.size(); row++) {
        if (!fits(row, where)) {
          continue;
        }
        among += all.get(row).all;
        if (open.get(row) > 0) {
          count += open.get(row);
          examples.addAll(all.get(row).examples);
          if (shared == null) {
            shared = (BitSet) has.get(row).clone();
          } else {
            shared.and(has.get(row));
          }
          open.set(row, 0L);
        }
      }
      BitSet others = shared == null ? new BitSet() : shared;
      others.stream()
          .filter(it -> traits.get(it).state() != State.IS || where.get(it))
          .forEach(others::clear);
      BitSet both = (BitSet) where.clone();
      both.or(others);
      long alike = 0;
      for (int row = 0; row < all.size(); row++) {
        alike += fits(row, both) ? all.get(row).all : 0;
      }
      return new Group(named(where), named(others), count, among, alike, examples.list());
    }

    private List<AttributeState> named(BitSet bits) {
      return bits.stream().mapToObj(traits::get).sorted().toList();
    }
  }
}
