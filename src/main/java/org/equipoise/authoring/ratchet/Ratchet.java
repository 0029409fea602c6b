package org.equipoise.authoring.ratchet;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.equipoise.authoring.comparison.ConstitutionChange;
import org.equipoise.authoring.comparison.ConstitutionChange.Subject;
import org.equipoise.authoring.comparison.ConstitutionDifference;
import org.equipoise.authoring.fixture.Fixture;
import org.equipoise.authoring.fixture.FixtureResult;
import org.equipoise.authoring.fixture.FixtureRunner;
import org.equipoise.authoring.fixture.Fixtures;
import org.equipoise.authoring.ratchet.Criterion.Item;
import org.equipoise.authoring.ratchet.Criterion.Name;
import org.equipoise.authoring.ratchet.Effects.Shift;
import org.equipoise.constitution.Constitution;
import org.jspecify.annotations.Nullable;

/**
 * Answers whether one constitution may follow another, so that along a chain of versions nothing
 * settled is lost but what was expressly unsettled. Immutable and safe to share between threads.
 */
public final class Ratchet {
  private final Constitution before;
  private final Constitution after;
  private final ConstitutionDifference difference;
  private final RatchetInput input;
  private final Signed signed;

  /**
   * A ratchet between two constitutions.
   *
   * @param signed what was signed for
   */
  public Ratchet(Constitution before, Constitution after, RatchetInput input, Signed signed) {
    this.before = before;
    this.after = after;
    this.difference = ConstitutionDifference.between(before, after);
    this.input = input;
    this.signed = signed;
  }

  /**
   * Answers every question.
   *
   * @throws org.equipoise.problem.InvalidInputException if a settled fixture cannot be read
   * @throws org.equipoise.revision.internal.TruncatedLabelException if a conflict's label was cut
   */
  public RatchetReport report() {
    return new Answering().report();
  }

  /** The answers, and what they rest on. */
  private final class Answering {
    private final List<Fixture> settledBefore = Fixtures.settled(before);
    private final List<Fixture> settledAfter = Fixtures.settled(after);
    private final Trial trial = new Trial(before, after, input.cases());
    private final List<Criterion> criteria = new ArrayList<>();

    RatchetReport report() {
      List<Item> unsettled = unsettled();
      add(
          Name.UNSETTLED,
          unsettled.isEmpty() || signed.unsettle(),
          unsettled.isEmpty()
              ? "nothing that was settled is gone"
              : counted(unsettled.size(), "settled fixture is", "settled fixtures are")
                  + " gone or altered"
                  + (signed.unsettle() ? ", which was signed" : ", and nobody signed for it"),
          unsettled);
      settled();
      List<Item> touched = new EntrenchedChanges(before, after, difference).items();
      add(
          Name.ENTRENCHED,
          touched.isEmpty() || signed.entrenched(),
          touched.isEmpty()
              ? "what is entrenched means what it meant"
              : counted(touched.size(), "change touches", "changes touch")
                  + " what is entrenched"
                  + (signed.entrenched() ? ", which was signed" : ", and too few signed for it"),
          touched);
      Shift index = trial.isEmpty() ? null : trial.index();
      Shift coverage = trial.isEmpty() ? null : trial.coverage();
      Shift informative = trial.isEmpty() ? null : trial.informative(Set.of());
      index(index);
      heldOut();
      coverage(coverage, informative);
      gaming(index, unsettled);
      recurrence();
      unsigned();
      return new RatchetReport(
          before.digest(),
          after.digest(),
          criteria,
          new Effects(
              cases(Trial.Pair::isSought),
              cases(it -> it.isChanged() && !it.isSought()),
              settledBefore.size() - unsettled.size(),
              unsettled.stream().map(Item::text).toList(),
              index,
              coverage,
              informative));
    }

    private void add(Name name, boolean passes, String why, List<Item> items) {
      criteria.add(new Criterion(name, passes, why, items));
    }

    private List<String> cases(Predicate<Trial.Pair> which) {
      return trial.pairs().entrySet().stream()
          .filter(it -> which.test(it.getValue()))
          .map(Map.Entry::getKey)
          .sorted()
          .toList();
    }

    // ---- settled

    private List<Item> unsettled() {
      List<String> contents = new ArrayList<>();
      Set<String> names = new TreeSet<>();
      for (Fixture fixture : settledAfter) {
        contents.add(fixture.content());
        names.add(fixture.name());
      }
      List<Item> unsettled = new ArrayList<>();
      for (Fixture fixture : settledBefore) {
        if (!contents.remove(fixture.content())) {
          unsettled.add(
              new Item(
                  fixture.name() + (names.contains(fixture.name()) ? " is altered" : " is removed"),
                  fixture.file(),
                  fixture.line()));
        }
      }
      unsettled.sort(Comparator.comparing(Item::text));
      return unsettled;
    }

    private void settled() {
      FixtureRunner runner = new FixtureRunner(after);
      List<Item> failing = new ArrayList<>();
      for (Fixture fixture : settledAfter) {
        FixtureResult result = runner.run(fixture);
        if (!result.passed()) {
          failing.add(
              new Item(
                  fixture.name() + ": " + result.mismatches().get(0),
                  fixture.file(),
                  fixture.line()));
        }
      }
      add(
          Name.SETTLED,
          failing.isEmpty(),
          settledAfter.isEmpty()
              ? "nothing is settled"
              : failing.isEmpty()
                  ? counted(settledAfter.size(), "settled fixture passes", "settled fixtures pass")
                  : failing.size()
                      + " of "
                      + counted(
                          settledAfter.size(), "settled fixture fails", "settled fixtures fail"),
          failing);
    }

    // ---- figures

    private void index(@Nullable Shift index) {
      add(
          Name.INDEX,
          index == null || index.after() <= index.before(),
          index == null
              ? "not looked at: no cases are given"
              : "the index "
                  + moved(index)
                  + " on "
                  + counted(trial.pairs().size(), "case", "cases"),
          List.of());
    }

    private void heldOut() {
      if (input.heldOut().isEmpty()) {
        add(Name.HELD_OUT, true, "not looked at: no held-out cases are given", List.of());
        return;
      }
      Trial held = new Trial(before, after, input.heldOut());
      int worse = 0;
      int better = 0;
      for (Shift each : held.indexByCase()) {
        worse += each.after() > each.before() ? 1 : 0;
        better += each.after() < each.before() ? 1 : 0;
      }
      double chance = SignTest.probability(worse, better);
      Shift index = held.index();
      add(
          Name.HELD_OUT,
          !(worse > better && chance <= input.level() && index.after() > index.before()),
          "the index "
              + moved(index)
              + " on "
              + counted(held.pairs().size(), "held-out case", "held-out cases")
              + ": "
              + worse
              + " are worse, "
              + better
              + " better, which chance alone brings about with a probability of "
              + decimal(chance)
              + " (level "
              + decimal(input.level())
              + ")",
          List.of());
    }

    private void coverage(@Nullable Shift coverage, @Nullable Shift informative) {
      if (coverage == null || informative == null) {
        add(Name.COVERAGE, true, "not looked at: no cases are given", List.of());
        return;
      }
      boolean falls = coverage.before() - coverage.after() > input.fall() + 1e-12;
      Shift kept = trial.informative(signed.dropped());
      boolean loses = kept.after() < kept.before();
      add(
          Name.COVERAGE,
          !falls && !loses,
          "coverage "
              + moved(coverage)
              + ", informative principles "
              + moved(informative)
              + (input.fall() > 0 ? " (coverage may fall by " + decimal(input.fall()) + ")" : ""),
          falls ? trial.silenced(Set.of()).stream().map(Item::of).toList() : List.of());
    }

    private void gaming(@Nullable Shift index, List<Item> unsettled) {
      List<String> silenced = trial.silenced(signed.dropped());
      boolean isBought = index != null && index.after() < index.before() && !silenced.isEmpty();
      Shift killed = input.killed();
      // without a fixture that was expressly unsettled, fewer changes are noticed
      boolean falls =
          killed != null
              && killed.after() < killed.before()
              && (unsettled.isEmpty() || !signed.unsettle());
      String why = "the index does not fall by silence";
      if (isBought) {
        why =
            "the index falls because less is asserted: no principle speaks any more on "
                + counted(silenced.size(), "output", "outputs")
                + " that nobody decided";
      }
      if (falls) {
        why =
            (isBought ? why + "; and " : "")
                + "fixtures notice fewer changes of rules: "
                + moved(Objects.requireNonNull(killed));
      } else if (killed != null && !isBought) {
        why += "; the number of changes of rules that fixtures notice " + moved(killed);
      }
      int givenUp = trial.silenced(Set.of()).size() - silenced.size();
      if (givenUp > 0) {
        why +=
            "; "
                + counted(givenUp, "output falls", "outputs fall")
                + " silent with a rule that is given up everywhere, which was signed";
      }
      add(
          Name.GAMING,
          !isBought && !falls,
          why,
          isBought ? silenced.stream().map(Item::of).toList() : List.of());
    }

    // ---- cases

    private void recurrence() {
      List<Item> left = new ArrayList<>();
      Set<String> triggers = new TreeSet<>();
      if (signed.sought().isPresent()) {
        triggers.addAll(signed.sought().get());
      } else {
        trial
            .pairs()
            .forEach(
                (id, pair) -> {
                  if (pair.wasWrong() && isConcerned(pair)) {
                    triggers.add(id);
                  }
                });
      }
      for (String id : triggers) {
        Trial.Pair pair = trial.pairs().get(id);
        if (pair == null && !trial.isEmpty()) {
          left.add(Item.of(id + " is not among the cases"));
        } else if (pair != null && !pair.isRight()) {
          left.add(Item.of(id + ": " + pair.after().answer() + ", not as judged"));
        }
      }
      Map<String, Fixture> fresh = new TreeMap<>();
      input.fixtures().forEach(it -> fresh.put(it.content(), it));
      settledBefore.forEach(it -> fresh.remove(it.content()));
      input.fixturesBefore().forEach(it -> fresh.remove(it.content()));
      FixtureRunner runner = new FixtureRunner(after);
      for (Fixture fixture : fresh.values()) {
        if (!runner.passes(fixture)) {
          left.add(
              new Item(fixture.name() + ": the new fixture fails", fixture.file(), fixture.line()));
        }
      }
      int all = triggers.size() + fresh.size();
      add(
          Name.RECURRENCE,
          left.isEmpty(),
          all == 0
              ? "no case is known that triggered the change"
              : (all - left.size())
                  + " of "
                  + counted(all, "case or fixture", "cases and fixtures")
                  + " that triggered the change come out as judged",
          left);
    }

    /** Whether something that changed has a say in a case. */
    private boolean isConcerned(Trial.Pair pair) {
      for (ConstitutionChange change : difference.changesOfMeaning()) {
        boolean isRule =
            change.subject() == Subject.PRINCIPLE || change.subject() == Subject.THEORY;
        String former = change.formerName() == null ? change.name() : change.formerName();
        if (!isRule
            || pair.before().speakers().contains(former)
            || pair.after().speakers().contains(change.name())) {
          return true;
        }
      }
      return false;
    }

    private void unsigned() {
      List<Item> items = new ArrayList<>();
      trial
          .pairs()
          .forEach(
              (id, pair) -> {
                if (pair.isChanged() && !pair.isSought() && !signed.elseChanged().contains(id)) {
                  items.add(
                      Item.of(id + ": " + pair.before().answer() + " → " + pair.after().answer()));
                }
              });
      items.sort(Comparator.comparing(Item::text));
      add(
          Name.UNSIGNED,
          items.isEmpty(),
          trial.isEmpty()
              ? "not looked at: no cases are given"
              : items.isEmpty()
                  ? "nothing else is decided otherwise"
                  : counted(items.size(), "case is", "cases are")
                      + " decided otherwise that nobody sought or signed for",
          items);
    }
  }

  private static String counted(int number, String one, String several) {
    return number + " " + (number == 1 ? one : several);
  }

  private static String moved(Shift shift) {
    return shift.after() == shift.before()
        ? "stays at " + decimal(shift.before())
        : (shift.after() < shift.before() ? "falls from " : "rises from ")
            + decimal(shift.before())
            + " to "
            + decimal(shift.after());
  }

  private static String decimal(double number) {
    BigDecimal rounded = BigDecimal.valueOf(number).setScale(6, RoundingMode.HALF_EVEN);
    return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
  }
}
