package org.equipoise.constitution.internal.warning;

import com.google.common.collect.LinkedHashMultimap;
import com.google.common.collect.SetMultimap;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.equipoise.constitution.internal.anatomy.Anatomy;
import org.equipoise.constitution.internal.anatomy.Comparison;
import org.equipoise.constitution.internal.anatomy.Comparison.Operator;
import org.equipoise.constitution.internal.anatomy.Condition.Polarity;
import org.jspecify.annotations.Nullable;

/**
 * The pairs of rules of which one may match wherever the other does, found without looking at every
 * pair: what a wide rule compares, a narrow one has to compare too.
 */
final class CandidatePairs {

  /**
   * What a rule compares.
   *
   * @param equal the value it has to be equal to, or null if any comparison counts
   */
  private record Key(boolean isAttribute, String name, @Nullable Object equal) {
    static Key of(Comparison comparison) {
      Object equal =
          comparison.value() instanceof BigDecimal number
              ? number.stripTrailingZeros()
              : comparison.value();
      return new Key(
          comparison.isAttribute(),
          comparison.name(),
          comparison.operator() == Operator.EQUAL ? equal : null);
    }

    Key ofAnyValue() {
      return new Key(isAttribute, name, null);
    }
  }

  private final List<Set<Key>> asked = new ArrayList<>();
  private final List<Set<Key>> met = new ArrayList<>();
  private final List<@Nullable Key> rarest = new ArrayList<>();
  private final SetMultimap<Key, Integer> meeting = LinkedHashMultimap.create();
  private final SetMultimap<Key, Integer> asking = LinkedHashMultimap.create();
  private final Set<Integer> meetingAnything = new HashSet<>();
  private final Set<Integer> askingNothing = new HashSet<>();

  CandidatePairs(List<Anatomy> rules) {
    for (int i = 0; i < rules.size(); i++) {
      add(i, rules.get(i));
    }
    for (int i = 0; i < rules.size(); i++) {
      Key key =
          asked.get(i).stream()
              .min(Comparator.comparingInt((Key it) -> meeting.get(it).size()))
              .orElse(null);
      rarest.add(key);
      if (key == null) {
        askingNothing.add(i);
      } else {
        asking.put(key, i);
      }
    }
  }

  private void add(int index, Anatomy rule) {
    Set<Key> asks = new HashSet<>();
    Set<Key> meets = new HashSet<>();
    rule.patterns()
        .filter(it -> it.polarity() == Polarity.SHOWN)
        .flatMap(it -> it.tests().stream())
        .forEach(
            test -> {
              if (test.comparison() == null) {
                if (!test.isBindingOnly()) {
                  meetingAnything.add(index);
                }
              } else {
                Key key = Key.of(test.comparison());
                asks.add(key);
                meets.add(key);
                meets.add(key.ofAnyValue());
              }
            });
    asked.add(asks);
    met.add(meets);
    meets.forEach(it -> meeting.put(it, index));
  }

  /** The rules before one that may be narrower or wider than it, in order. */
  Set<Integer> before(int index) {
    Set<Integer> candidates = new TreeSet<>(askingNothing);
    Key key = rarest.get(index);
    if (key == null) {
      for (int i = 0; i < index; i++) {
        candidates.add(i);
      }
    } else {
      candidates.addAll(meeting.get(key));
      candidates.addAll(meetingAnything);
    }
    if (meetingAnything.contains(index)) {
      for (int i = 0; i < index; i++) {
        candidates.add(i);
      }
    }
    met.get(index).forEach(it -> candidates.addAll(asking.get(it)));
    candidates.removeIf(it -> it >= index);
    return candidates;
  }
}
