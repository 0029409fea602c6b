package org.equipoise.authoring.coverage;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.equipoise.authoring.coverage.UntestedComparison.Lack;
import org.equipoise.constitution.Constitution;
import org.equipoise.facts.Attributes;
import org.equipoise.facts.Case;
import org.equipoise.facts.Disputed;
import org.equipoise.facts.Judgment;
import org.jspecify.annotations.Nullable;

/** Notes which tests of attributes were passed, failed, or met by nothing. */
final class TestedValues {
  private final Map<AttributeComparison, Tally> tallies = new TreeMap<>();

  private static final class Tally {
    final List<String> rules = new ArrayList<>();
    boolean passed;
    boolean failed;
    boolean seen;
  }

  TestedValues(Constitution constitution) {
    constitution
        .rules()
        .forEach(
            (id, rule) ->
                AttributeComparison.of(rule.reads())
                    .forEach(it -> tallies.computeIfAbsent(it, any -> new Tally()).rules.add(id)));
  }

  void add(Case given, List<Judgment> judgments) {
    tallies.forEach(
        (test, tally) -> {
          if (tally.passed && tally.failed) {
            return;
          }
          switch (test.subject()) {
            case CASE -> meet(test, given.attributes(), tally);
            case OUTPUT -> given.outputs().forEach(it -> meet(test, it.attributes(), tally));
            case JUDGMENT -> judgments.forEach(it -> meet(test, it.circumstances(), tally));
            case MESSAGE -> given.messages().forEach(it -> meet(test, it.attributes(), tally));
          }
        });
  }

  private static void meet(AttributeComparison test, Attributes attributes, Tally tally) {
    String name = test.attribute();
    if (!attributes.names().contains(name)) {
      if (!test.isBySize()) {
        count(test, null, tally);
      }
      return;
    }
    tally.seen = true;
    count(test, attributes.get(name), tally);
    Disputed disputed = attributes.disputed().get(name);
    if (disputed != null) {
      count(test, disputed.otherwise(), tally);
    }
  }

  private static void count(AttributeComparison test, @Nullable Object value, Tally tally) {
    boolean passes = test.passes(value);
    tally.passed |= passes;
    tally.failed |= !passes;
  }

  List<UntestedComparison> untried() {
    List<UntestedComparison> untried = new ArrayList<>();
    tallies.forEach(
        (test, tally) -> {
          Lack lack = lack(tally);
          if (lack != null) {
            untried.add(
                new UntestedComparison(
                    test.subject(),
                    test.attribute(),
                    test.sign() + " " + test.literal(),
                    lack,
                    tally.rules));
          }
        });
    return untried;
  }

  private static @Nullable Lack lack(Tally tally) {
    if (!tally.passed) {
      return tally.seen ? Lack.PASSING : Lack.ATTRIBUTE;
    }
    return tally.failed ? null : Lack.FAILING;
  }
}
