package org.equipoise.audit.review;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How one person oversees: how long they look, how often they agree with the engine, and whether
 * they find what was planted. Only the first answer of a person to a decision counts. Immutable.
 *
 * @param reviewer the person
 * @param answers how many decisions they answered
 * @param blind how many of them before they were shown the decision of the engine
 * @param medianSeconds the median of the times that they looked at a case; null if none is known
 * @param compared how many answers can be compared with a leaning of the engine
 * @param agreed how many of these agree with it
 * @param planted how many planted cases they answered
 * @param found in how many of these they gave every known answer
 */
public record Oversight(
    String reviewer,
    int answers,
    int blind,
    @Nullable Double medianSeconds,
    int compared,
    int agreed,
    int planted,
    int found) {

  /** Returns the figures of each person, in the order of their names. */
  public static List<Oversight> of(List<GivenAnswer> answers) {
    TreeMap<String, TreeMap<Long, GivenAnswer>> byPerson = new TreeMap<>();
    for (GivenAnswer answer : answers) {
      byPerson
          .computeIfAbsent(answer.by(), it -> new TreeMap<>())
          .putIfAbsent(answer.decision().entry(), answer);
    }
    List<Oversight> all = new ArrayList<>();
    byPerson.forEach((person, first) -> all.add(of(person, List.copyOf(first.values()))));
    return all;
  }

  private static Oversight of(String person, List<GivenAnswer> first) {
    List<Double> seconds =
        first.stream().map(GivenAnswer::seconds).filter(Objects::nonNull).sorted().toList();
    List<GivenAnswer> planted = first.stream().filter(it -> !it.planted().isEmpty()).toList();
    return new Oversight(
        person,
        first.size(),
        (int) first.stream().filter(GivenAnswer::blind).count(),
        seconds.isEmpty() ? null : seconds.get((seconds.size() - 1) / 2),
        (int) first.stream().filter(it -> it.agrees() != null).count(),
        (int) first.stream().filter(it -> Boolean.TRUE.equals(it.agrees())).count(),
        planted.size(),
        (int) planted.stream().filter(GivenAnswer::isFound).count());
  }
}
