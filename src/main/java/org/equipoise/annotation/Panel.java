package org.equipoise.annotation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.equipoise.problem.internal.NaturalOrder;

/**
 * Who gave which item which label. Annotators, items and labels are numbered from 0 in the order of
 * their names, in which 2 comes before 10. Where an annotator labelled an item again, the latest
 * label counts (without times, the last in the order given), and the others tell how far the
 * annotator agrees with itself. Immutable and safe to share between threads.
 */
public final class Panel {
  /** No label. */
  public static final int NONE = -1;

  private final List<String> annotators;
  private final List<String> items;
  private final List<String> labels;

  /** By item, then by annotator. */
  private final int[][] codes;

  private final List<SelfAgreement> selfAgreement;

  /**
   * How far an annotator agrees with itself.
   *
   * @param repeats how often it labelled an item again
   * @param same how often it then gave the label that it had given last
   */
  public record SelfAgreement(int repeats, int same) {}

  private Panel(
      List<String> annotators,
      List<String> items,
      List<String> labels,
      int[][] codes,
      List<SelfAgreement> selfAgreement) {
    this.annotators = List.copyOf(annotators);
    this.items = List.copyOf(items);
    this.labels = List.copyOf(labels);
    this.codes = codes;
    this.selfAgreement = List.copyOf(selfAgreement);
  }

  /** Returns the panel that gave these labels, with the labels in the order of their names. */
  public static Panel of(Collection<Annotation> annotations) {
    SortedSet<String> labels = new TreeSet<>(LabelOrder.INSTANCE);
    annotations.forEach(it -> labels.add(it.label()));
    return of(annotations, labels);
  }

  /**
   * Returns the panel that gave these labels.
   *
   * @param labels all labels, in their order
   * @throws IllegalArgumentException if an annotation has another label
   */
  public static Panel of(Collection<Annotation> annotations, Collection<String> labels) {
    SortedMap<String, SortedMap<String, List<Annotation>>> byAnnotator =
        new TreeMap<>(NaturalOrder.INSTANCE);
    SortedSet<String> items = new TreeSet<>(NaturalOrder.INSTANCE);
    for (Annotation each : annotations) {
      items.add(each.item());
      byAnnotator
          .computeIfAbsent(each.annotator(), it -> new TreeMap<>(NaturalOrder.INSTANCE))
          .computeIfAbsent(each.item(), it -> new ArrayList<>())
          .add(each);
    }
    List<String> ordered = List.copyOf(labels);
    Map<String, Integer> codeOf = numbers(ordered);
    List<String> orderedItems = List.copyOf(items);
    Map<String, Integer> itemOf = numbers(orderedItems);
    int[][] codes = new int[items.size()][byAnnotator.size()];
    Arrays.stream(codes).forEach(it -> Arrays.fill(it, NONE));
    List<SelfAgreement> self = new ArrayList<>();
    for (SortedMap<String, List<Annotation>> own : byAnnotator.values()) {
      int annotator = self.size();
      int repeats = 0;
      int same = 0;
      for (Map.Entry<String, List<Annotation>> each : own.entrySet()) {
        List<Annotation> given = new ArrayList<>(each.getValue());
        given.sort(Comparator.comparing(it -> Objects.requireNonNullElse(it.at(), Instant.MIN)));
        for (int i = 1; i < given.size(); i++) {
          repeats++;
          same += given.get(i).label().equals(given.get(i - 1).label()) ? 1 : 0;
        }
        String label = given.get(given.size() - 1).label();
        Integer code = codeOf.get(label);
        if (code == null) {
          throw new IllegalArgumentException("`" + label + "` is none of the labels");
        }
        codes[itemOf.getOrDefault(each.getKey(), 0)][annotator] = code;
      }
      self.add(new SelfAgreement(repeats, same));
    }
    return new Panel(List.copyOf(byAnnotator.keySet()), orderedItems, ordered, codes, self);
  }

  private static Map<String, Integer> numbers(List<String> names) {
    Map<String, Integer> numbers = new HashMap<>();
    for (String name : names) {
      numbers.putIfAbsent(name, numbers.size());
    }
    return numbers;
  }

  /** The annotators, in order. */
  public List<String> annotators() {
    return annotators;
  }

  /** The items, in order. */
  public List<String> items() {
    return items;
  }

  /** The labels, in order. */
  public List<String> labels() {
    return labels;
  }

  /** How far each annotator agrees with itself, in the order of the annotators. */
  public List<SelfAgreement> selfAgreement() {
    return selfAgreement;
  }

  /** Returns the number of the label that an annotator gave an item, or {@link #NONE}. */
  public int label(int item, int annotator) {
    return codes[item][annotator];
  }

  /** Returns how many annotators gave an item each label, in the order of the labels. */
  int[] counts(int item) {
    int[] counts = new int[labels.size()];
    for (int code : codes[item]) {
      if (code != NONE) {
        counts[code]++;
      }
    }
    return counts;
  }

  /** Returns the label of an item that most annotators gave; {@link #NONE} if several are even. */
  int majority(int item) {
    return first(counts(item));
  }

  /** Returns the place of the greatest number, or {@link #NONE} if several are as great. */
  static int first(int[] counts) {
    int best = NONE;
    boolean isTie = true;
    for (int i = 0; i < counts.length; i++) {
      if (counts[i] > 0 && (best == NONE || counts[i] > counts[best])) {
        best = i;
        isTie = false;
      } else if (best != NONE && counts[i] == counts[best]) {
        isTie = true;
      }
    }
    return isTie ? NONE : best;
  }
}
