package org.equipoise.authoring.amendment.internal;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.equipoise.authoring.amendment.internal.Corpus.Application;
import org.equipoise.authoring.amendment.internal.Option.Candidate;
import org.equipoise.authoring.amendment.internal.Option.FreshOverride;
import org.equipoise.authoring.amendment.internal.Option.Kind;
import org.equipoise.authoring.amendment.internal.Option.Local;
import org.equipoise.authoring.amendment.internal.Option.Unaccounted;
import org.equipoise.constitution.metering.Meter;
import org.equipoise.inference.AppliedElement;

/**
 * What follows from a set of choices together, beyond what each does alone: a rule speaks again
 * where the one to which it yields fell silent; a new claim clashes; a judgment loses its last
 * principle by two changes at once.
 */
final class Effects {
  private final Model model;
  private final Corpus corpus;
  private final List<Option> chosen;

  /** For each application, the choices that silence it, other than by yielding. */
  private final Map<Integer, List<Option>> silenced = new HashMap<>();

  private final Map<Integer, List<Candidate>> yielding = new HashMap<>();

  /**
   * That while some options are chosen, one of others must be.
   *
   * @param when all of them are chosen
   * @param meets whether an option is one of the others
   * @param known those of the others that no search finds
   * @param key what it is about, the same for the same demand
   */
  record Demand(Set<Option> when, Predicate<Option> meets, List<Option> known, String key) {}

  Effects(Model model, Collection<Option> chosen) {
    this.model = model;
    this.corpus = model.corpus;
    this.chosen = List.copyOf(new TreeSet<>(chosen));
    for (Option option : this.chosen) {
      Meter.step();
      for (int a : silences(option)) {
        if (option instanceof Candidate it && it.kind() == Kind.YIELD) {
          yielding.computeIfAbsent(a, key -> new ArrayList<>()).add(it);
        } else {
          silenced.computeIfAbsent(a, key -> new ArrayList<>()).add(option);
        }
      }
    }
  }

  private List<Integer> silences(Option option) {
    if (option instanceof Candidate it) {
      return it.silences().stream().boxed().toList();
    }
    return option instanceof Local it && it.element().element().isRule()
        ? model.needs().applicationsOf(it.element())
        : List.of();
  }

  /** The applications that fall silent. */
  BitSet silent() {
    BitSet silent = new BitSet();
    for (int a = 0; a < corpus.applications().size(); a++) {
      silent.set(a, isSilent(a, 0));
    }
    return silent;
  }

  private boolean isSilent(int application, int depth) {
    return silenced.containsKey(application)
        || (depth < 8
            && yielding.getOrDefault(application, List.of()).stream()
                .anyMatch(it -> isHeard(application, it, depth)));
  }

  /** Whether the rule to which another yields speaks itself. */
  private boolean isHeard(int application, Candidate yield, int depth) {
    return prior(application, yield).stream().anyMatch(it -> !isSilent(it, depth + 1));
  }

  private List<Integer> prior(int application, Candidate yield) {
    Application own = corpus.applications().get(application);
    return model.needs().applicationsAt(own.site()).stream()
        .filter(it -> corpus.applications().get(it).rule().equals(yield.before()))
        .toList();
  }

  /** The demands that are not met. */
  List<Demand> unmet() {
    List<Demand> unmet = new ArrayList<>();
    bothWays(unmet);
    unbroken(unmet);
    lost(unmet);
    for (Option option : chosen) {
      if (option instanceof Candidate it && !it.speaks().isEmpty()) {
        clashes(it, unmet);
        if (!it.isFor()) {
          dilemmas(it, unmet);
        }
      }
    }
    return unmet;
  }

  /** Two rules that yield to each other, and a rule that is widened and changed otherwise. */
  private void bothWays(List<Demand> unmet) {
    List<Candidate> all =
        chosen.stream().filter(Candidate.class::isInstance).map(Candidate.class::cast).toList();
    for (Candidate one : all) {
      for (Candidate other : all) {
        boolean areMutual =
            one.kind() == Kind.YIELD
                && other.kind() == Kind.YIELD
                && one.rule().equals(other.before())
                && other.rule().equals(one.before());
        boolean isOfOneRule =
            other.kind() == Kind.WIDEN
                && (other.rule().equals(one.rule()) || other.rule().equals(one.before()));
        boolean isFirst = one.compareTo(other) < 0 || one.kind() != other.kind();
        if (!one.equals(other) && (areMutual || isOfOneRule) && isFirst) {
          String key = "not both " + one + " " + other;
          unmet.add(new Demand(Set.of(one, other), it -> false, List.of(), key));
        }
      }
    }
  }

  /** Needs that seemed met by yielding to a rule that itself fell silent. */
  private void unbroken(List<Demand> unmet) {
    if (yielding.isEmpty()) {
      return;
    }
    Set<Option> all = new TreeSet<>(chosen);
    for (int n = 0; n < model.needs().all().size(); n++) {
      Meter.step();
      Needs.Need need = model.needs().all().get(n);
      boolean isMet =
          need.locals().stream().anyMatch(all::contains)
              || need.applications().stream().anyMatch(it -> isSilent(it, 0))
              || chosen.stream()
                  .anyMatch(
                      it ->
                          it instanceof Candidate c
                              && c.kind() == Kind.SUSPEND
                              && need.rules().contains(c.rule()));
      if (isMet) {
        continue;
      }
      for (int a : need.applications()) {
        for (Candidate yield : yielding.getOrDefault(a, List.of())) {
          Option why = muting(a, yield);
          if (why != null) {
            int number = n;
            unmet.add(
                new Demand(
                    Set.of(why),
                    it -> !it.equals(yield) && meets(it, number),
                    need.locals(),
                    "need " + n + " without " + yield.rule() + " " + yield.before() + " " + why));
          }
        }
      }
    }
  }

  private @org.jspecify.annotations.Nullable Option muting(int application, Candidate yield) {
    for (int prior : prior(application, yield)) {
      List<Option> by = silenced.get(prior);
      if (by != null) {
        return by.get(0);
      }
      if (yielding.containsKey(prior)) {
        return yielding.get(prior).get(0);
      }
    }
    return null;
  }

  private boolean meets(Option option, int need) {
    return option instanceof Candidate it && model.needs().isMet(need, it);
  }

  /** Judgments whose principles, several, all fell silent. */
  private void lost(List<Demand> unmet) {
    Set<Option> all = new TreeSet<>(chosen);
    for (int j = 0; j < corpus.judgments().size(); j++) {
      Meter.step();
      List<Integer> supporters = model.needs().supporters(j);
      if (supporters.size() < 2
          || model.needs().unaccounted(j) == 0
          || !supporters.stream().allMatch(it -> isSilent(it, 0))) {
        continue;
      }
      Unaccounted pays = new Unaccounted(j, model.needs().unaccounted(j));
      int site = corpus.judgments().get(j).site();
      boolean isFor = corpus.judgments().get(j).isFor();
      Predicate<Option> speaks =
          it -> it instanceof Candidate c && c.speaks().get(site) && c.isFor() == isFor;
      if (all.contains(pays) || chosen.stream().anyMatch(speaks)) {
        continue;
      }
      Set<Option> when = new TreeSet<>();
      for (int a : supporters) {
        List<Option> by = silenced.get(a);
        when.add(by != null ? by.get(0) : Objects.requireNonNull(yielding.get(a)).get(0));
      }
      unmet.add(new Demand(when, speaks, List.of(pays), "lost " + j + " " + when));
    }
  }

  /** What a new claim clashes with, which must then be given up, or the claim. */
  private void clashes(Candidate speaking, List<Demand> unmet) {
    Set<Option> all = new TreeSet<>(chosen);
    for (int site = speaking.speaks().nextSetBit(0);
        site >= 0;
        site = speaking.speaks().nextSetBit(site + 1)) {
      Meter.step();
      String caseId = corpus.caseOf(site);
      Option override = own(speaking, caseId);
      if (all.contains(override)) {
        continue;
      }
      for (int a : model.needs().applicationsAt(site)) {
        Application other = corpus.applications().get(a);
        if (other.says(!speaking.isFor()) && !isSilent(a, 0)) {
          Local local = model.needs().local(new AppliedElement(other.rule(), caseId));
          unmet.add(
              new Demand(
                  Set.of(speaking),
                  it -> it instanceof Candidate c && c.silences().get(a),
                  finite(local, override),
                  "clash " + speaking.where() + speaking.status() + speaking.rule() + " " + a));
        }
      }
      for (int j : model.needs().judgmentsAt(site)) {
        if (corpus.judgments().get(j).isFor() != speaking.isFor()) {
          Local local =
              model.needs().local(new AppliedElement(corpus.judgments().get(j).judgment(), caseId));
          if (!all.contains(local)) {
            unmet.add(
                new Demand(
                    Set.of(speaking),
                    it -> false,
                    finite(local, override),
                    "contrary "
                        + speaking.where()
                        + speaking.status()
                        + speaking.rule()
                        + " "
                        + j));
          }
        }
      }
      for (Option option : chosen) {
        if (option instanceof Candidate other
            && other.speaks().get(site)
            && other.isFor() != speaking.isFor()
            && other.compareTo(speaking) > 0
            && !all.contains(own(other, caseId))) {
          unmet.add(
              new Demand(
                  Set.of(speaking, other),
                  it -> false,
                  List.of(override, own(other, caseId)),
                  "between " + speaking + other + caseId));
        }
      }
    }
  }

  /** Cases of which a new claim leaves no output that is not forbidden. */
  private void dilemmas(Candidate speaking, List<Demand> unmet) {
    for (int site = speaking.speaks().nextSetBit(0);
        site >= 0;
        site = speaking.speaks().nextSetBit(site + 1)) {
      Meter.step();
      String caseId = corpus.caseOf(site);
      if (!Objects.requireNonNull(corpus.cases().get(caseId)).isChoiceDue()) {
        continue;
      }
      List<Integer> sites = model.needs().sitesOf(caseId);
      Set<Option> when = new TreeSet<>(Set.of(speaking));
      List<Option> known = new ArrayList<>();
      BitSet applications = new BitSet();
      boolean areAll = forbidden(site, speaking, when, known);
      for (int other : sites) {
        if (other != site && areAll) {
          areAll =
              ruledOut(other, known, applications)
                  || chosen.stream()
                      .anyMatch(
                          it ->
                              it instanceof Candidate c
                                  && c.speaks().get(other)
                                  && !c.isFor()
                                  && forbidden(other, c, when, known));
        }
      }
      if (areAll) {
        unmet.add(
            new Demand(
                when,
                it -> it instanceof Candidate c && c.silences().intersects(applications),
                finite(known.toArray(Option[]::new)),
                "dilemma " + caseId + " " + when + " " + known));
      }
    }
  }

  /** Whether a new claim stands on an output; then it is noted, with what overrides it. */
  private boolean forbidden(int site, Candidate speaking, Set<Option> when, List<Option> known) {
    Option override = own(speaking, corpus.caseOf(site));
    if (chosen.contains(override)) {
      return false;
    }
    when.add(speaking);
    known.add(override);
    return true;
  }

  /** Whether an output is forbidden as it was; then it is noted what would end that. */
  private boolean ruledOut(int site, List<Option> known, BitSet applications) {
    String caseId = corpus.caseOf(site);
    for (int a : model.needs().applicationsAt(site)) {
      if (corpus.applications().get(a).isAgainst() && !isSilent(a, 0)) {
        known.add(
            model.needs().local(new AppliedElement(corpus.applications().get(a).rule(), caseId)));
        applications.set(a);
        return true;
      }
    }
    for (int j : model.needs().judgmentsAt(site)) {
      Option revised =
          model.needs().local(new AppliedElement(corpus.judgments().get(j).judgment(), caseId));
      if (!corpus.judgments().get(j).isFor() && !chosen.contains(revised)) {
        known.add(revised);
        return true;
      }
    }
    return false;
  }

  /** Overriding in one case what speaks anew there. */
  private Option own(Candidate speaking, String caseId) {
    return speaking.kind() == Kind.ENACT
        ? new FreshOverride(
            speaking, caseId, Prices.share(1_000_000_000, model.prices.newPrinciple()))
        : model.needs().local(new AppliedElement(speaking.rule(), caseId));
  }

  private static List<Option> finite(Option... options) {
    return List.of(options).stream().filter(it -> it.cost() != Long.MAX_VALUE).toList();
  }
}
