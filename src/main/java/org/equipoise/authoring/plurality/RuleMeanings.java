package org.equipoise.authoring.plurality;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.equipoise.authoring.comparison.ConstitutionChange;
import org.equipoise.authoring.comparison.ConstitutionChange.Subject;
import org.equipoise.authoring.comparison.ConstitutionDifference;
import org.equipoise.language.Element;

/**
 * Which rules of several constitutions mean the same, as a comparison of each two of them says: a
 * rule that is untouched, or changed or renamed without a change of meaning. Each meaning has a
 * number.
 */
final class RuleMeanings {
  private final List<NamedConstitution> constitutions;
  private final Map<Rule, Rule> leaders = new HashMap<>();
  private final Map<Rule, Integer> numbers = new HashMap<>();
  private final List<List<TreeSet<String>>> otherChanges = new ArrayList<>();
  private final int count;

  /** A rule of one of the constitutions, by its place. */
  private record Rule(int constitution, String id) {}

  RuleMeanings(List<NamedConstitution> constitutions) {
    this.constitutions = constitutions;
    for (int i = 0; i < constitutions.size(); i++) {
      for (String id : constitutions.get(i).constitution().rules().keySet()) {
        leaders.put(new Rule(i, id), new Rule(i, id));
      }
    }
    for (int i = 0; i < constitutions.size(); i++) {
      otherChanges.add(new ArrayList<>());
      for (int j = 0; j < i; j++) {
        compare(j, i);
      }
    }
    Map<Rule, Integer> byLeader = new HashMap<>();
    for (int i = 0; i < constitutions.size(); i++) {
      for (String id : constitutions.get(i).constitution().rules().keySet()) {
        Rule rule = new Rule(i, id);
        Rule leader = leader(rule);
        byLeader.putIfAbsent(leader, byLeader.size());
        numbers.put(rule, Objects.requireNonNull(byLeader.get(leader)));
      }
    }
    this.count = byLeader.size();
  }

  private void compare(int one, int other) {
    ConstitutionDifference difference =
        ConstitutionDifference.between(
            constitutions.get(one).constitution(), constitutions.get(other).constitution());
    Set<String> changed = new HashSet<>();
    TreeSet<String> besides = new TreeSet<>();
    for (ConstitutionChange change : difference.changes()) {
      boolean isRule = change.before() != null || change.after() != null;
      if (isRule) {
        changed.add(change.name());
        if (change.before() != null && change.after() != null && !change.altersMeaning()) {
          unite(
              new Rule(one, change.before().rule().id()),
              new Rule(other, change.after().rule().id()));
        }
      } else if (change.altersMeaning()) {
        besides.add(change.subject() == Subject.SETTING ? change.toString() : change.name());
      }
    }
    otherChanges.get(other).add(besides);
    for (String id : constitutions.get(one).constitution().rules().keySet()) {
      if (!changed.contains(id) && leaders.containsKey(new Rule(other, id))) {
        unite(new Rule(one, id), new Rule(other, id));
      }
    }
  }

  private void unite(Rule one, Rule other) {
    leaders.put(leader(other), leader(one));
  }

  private Rule leader(Rule rule) {
    Rule at = rule;
    for (Rule next = leaders.get(at); next != null && !next.equals(at); next = leaders.get(at)) {
      at = next;
    }
    return at;
  }

  /** How many meanings there are in all constitutions together. */
  int count() {
    return count;
  }

  /** The number of what a rule means. */
  int of(int constitution, Element rule) {
    return Objects.requireNonNull(numbers.get(new Rule(constitution, rule.name())));
  }

  /** What all rules of a constitution mean. */
  Set<Integer> of(int constitution) {
    Set<Integer> meanings = new HashSet<>();
    for (String id : constitutions.get(constitution).constitution().rules().keySet()) {
      meanings.add(Objects.requireNonNull(numbers.get(new Rule(constitution, id))));
    }
    return meanings;
  }

  /** Whether each of the constitutions has a rule that means this. */
  boolean isShared(int meaning) {
    for (int i = 0; i < constitutions.size(); i++) {
      if (!of(i).contains(meaning)) {
        return false;
      }
    }
    return true;
  }

  /** In what two constitutions differ besides rules: settings and declarations, in words. */
  Set<String> besides(int one, int other) {
    return otherChanges.get(Math.max(one, other)).get(Math.min(one, other));
  }
}
