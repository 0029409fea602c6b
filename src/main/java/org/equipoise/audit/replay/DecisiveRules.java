package org.equipoise.audit.replay;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.LongConsumer;
import org.equipoise.audit.ledger.DamagedLedgerException;
import org.equipoise.audit.ledger.Entry;
import org.equipoise.audit.ledger.EntryKind;
import org.equipoise.audit.ledger.Ledger;
import org.equipoise.audit.ledger.RecordedDecision;
import org.equipoise.audit.replay.ReplaySummary.Damage;
import org.equipoise.audit.replay.ReplaySummary.Example;
import org.equipoise.audit.replay.ReplaySummary.NotReplayable;
import org.equipoise.constitution.Semantics;
import org.equipoise.constitution.metering.Budget;
import org.equipoise.constitution.metering.LimitExceeded;
import org.equipoise.constitution.metering.Meter;
import org.equipoise.constitution.vetting.Permissions;
import org.equipoise.decision.Decider;
import org.equipoise.decision.Decision;
import org.equipoise.decision.LeaveOneOut;
import org.equipoise.facts.Case;
import org.equipoise.facts.Judgment;
import org.equipoise.inference.Findings;
import org.equipoise.inference.UndecidableException;
import org.equipoise.language.Element;
import org.equipoise.problem.InvalidInputException;

/**
 * How often each rule was decisive: the answer to the case would have been another without it,
 * under the constitution that was in force. The answer is the choice, or the verdict if there is
 * one output. Immutable.
 *
 * @param decisions the number of decisions that were looked at
 * @param failed the number of decisions that failed, which have no answer
 * @param rules by the id of each rule that spoke or was decisive in one of them, in ascending order
 * @param reasons the decisions that could not be looked at, by the reason
 * @param damages the number of places at which the ledger is damaged
 * @param damaged the first of them
 */
public record DecisiveRules(
    long decisions,
    long failed,
    SortedMap<String, Tally> rules,
    SortedMap<NotReplayableReason, NotReplayable> reasons,
    long damages,
    List<Damage> damaged) {
  private static final long PROGRESS = 100;
  private static final int MAX_EXAMPLES = 5;

  /**
   * What one rule did.
   *
   * @param spoke in how many decisions it concluded anything
   * @param decisive in how many decisions the answer would have been another without it; also where
   *     it was silent, but would have spoken if a disputed attribute were otherwise
   * @param entries the first entries of these
   */
  public record Tally(long spoke, long decisive, List<Long> entries) {
    static final Tally NONE = new Tally(0, 0, List.of());

    public Tally {
      entries = List.copyOf(entries);
    }

    private Tally plus(long entry, boolean speaks, boolean isDecisive) {
      List<Long> more = new ArrayList<>(entries);
      if (isDecisive && more.size() < MAX_EXAMPLES) {
        more.add(entry);
      }
      return new Tally(spoke + (speaks ? 1 : 0), decisive + (isDecisive ? 1 : 0), more);
    }
  }

  public DecisiveRules {
    rules = Collections.unmodifiableSortedMap(new TreeMap<>(rules));
    reasons = Collections.unmodifiableSortedMap(new TreeMap<>(reasons));
    damaged = List.copyOf(damaged);
  }

  /**
   * Decides each recorded case again, with and without each rule that speaks. Runs the rules in the
   * ledger.
   *
   * @param permissions the host classes that rules may use
   * @param progress called from time to time with the number of entries done
   */
  public static DecisiveRules in(Ledger ledger, Permissions permissions, LongConsumer progress) {
    return in(ledger, 0, Long.MAX_VALUE, permissions, progress);
  }

  /**
   * Decides the recorded cases of some entries again, as {@link #in(Ledger, Permissions,
   * LongConsumer)} does.
   *
   * @param from the first entry
   * @param to the entry before which to end
   */
  public static DecisiveRules in(
      Ledger ledger, long from, long to, Permissions permissions, LongConsumer progress) {
    Count count = new Count(ledger, permissions);
    try (Ledger.Entries entries = ledger.entries(from)) {
      while (true) {
        try {
          if (!entries.hasNext() || entries.nextSequence() >= to) {
            return count.result();
          }
          Entry entry = entries.next();
          if (entry.kind() == EntryKind.DECISION) {
            count.add(entry);
          }
          if (entry.sequence() % PROGRESS == 0) {
            progress.accept(entry.sequence());
          }
        } catch (DamagedLedgerException e) {
          count.damage(e);
        }
      }
    }
  }

  private static final class Count {
    private final Ledger ledger;
    private final TreeSet<String> allowed;
    private final Map<String, ReplayTarget> targets = new HashMap<>();
    private final Map<String, List<Element>> elements = new HashMap<>();
    private final SortedMap<String, Tally> tallies = new TreeMap<>();
    private final SortedMap<NotReplayableReason, NotReplayable> reasons = new TreeMap<>();
    private final List<Damage> damaged = new ArrayList<>();
    private long damages;
    private long decisions;
    private long failed;

    Count(Ledger ledger, Permissions permissions) {
      this.ledger = ledger;
      this.allowed = new TreeSet<>(permissions.classes());
    }

    DecisiveRules result() {
      return new DecisiveRules(decisions, failed, tallies, reasons, damages, damaged);
    }

    void damage(DamagedLedgerException damage) {
      damages++;
      if (damaged.size() < ReplaySummary.MAX_DIVERGENCES) {
        damaged.add(new Damage(damage.entry(), damage.what()));
      }
    }

    void add(Entry entry) {
      String digest = String.valueOf(entry.constitution());
      if (!Semantics.isReplayed(entry.semantics())) {
        skip(entry, NotReplayableReason.SEMANTICS, "recorded under another semantics version");
        return;
      }
      RecordedDecision recorded = entry.decision();
      if (!recorded.objects().isEmpty()) {
        String objects = String.join(", ", recorded.objects());
        skip(entry, NotReplayableReason.OBJECTS, "made from objects " + objects);
        return;
      }
      ReplayTarget target =
          targets.computeIfAbsent(
              digest, it -> ReplayTarget.of(it, ledger.files(it), allowed, null));
      if (target instanceof ReplayTarget.Closed closed) {
        skip(entry, NotReplayableReason.CONSTITUTION, closed.why());
      } else if (target instanceof ReplayTarget.Open open) {
        List<String> masked = open.within(recorded.masked());
        if (!masked.isEmpty()) {
          skip(entry, NotReplayableReason.MASKED, String.join(", ", masked));
        } else if (open.decider() instanceof Decider decider) {
          add(entry, recorded, decider.under(entry.semantics()), rules(digest));
        } else {
          skip(
              entry,
              NotReplayableReason.CONSTITUTION,
              "a charter decided, of several constitutions");
        }
      }
    }

    /** Returns the rules of a constitution that is compiled already. */
    private List<Element> rules(String digest) {
      return elements.computeIfAbsent(
          digest,
          it ->
              ReplayTarget.compiled(ledger.files(it), allowed).constitutions().stream()
                  .flatMap(each -> each.rules().values().stream())
                  .map(rule -> rule.rule().element())
                  .toList());
    }

    private void add(Entry entry, RecordedDecision recorded, Decider decider, List<Element> rules) {
      Decision decision = recorded.decision();
      if (decision.error() != null) {
        failed++;
        return;
      }
      try {
        Case given = recorded.given();
        if (decider.isTimeBound() && given.at() == null) {
          given = given.withAt(entry.time());
        }
        Outcomes found = outcomes(decider, given, recorded.judgments(), rules);
        LeaveOneOut outcomes = found.outcomes();
        if (outcomes.actual().answer().equals(decision.answer())) {
          decisions++;
          for (Element rule : outcomes.without().keySet()) {
            boolean speaks = found.speakers().contains(rule);
            count(rule, entry.sequence(), speaks, outcomes.dependsOn(rule));
          }
        } else {
          skip(
              entry,
              NotReplayableReason.UNREPRODUCED,
              "its own constitution brings about another answer than was recorded");
        }
      } catch (UndecidableException | LimitExceeded e) {
        skip(entry, NotReplayableReason.LIMIT, String.valueOf(e.getMessage()));
      } catch (InvalidInputException e) {
        skip(entry, NotReplayableReason.FACTS, e.problems().get(0).message());
      } catch (IllegalArgumentException e) { // judgments that are not on the case, or share an id
        skip(entry, NotReplayableReason.FACTS, String.valueOf(e.getMessage()));
      } catch (StackOverflowError e) {
        skip(entry, NotReplayableReason.FACTS, "what was recorded is nested too deep to be read");
      }
    }

    private record Outcomes(TreeSet<Element> speakers, LeaveOneOut outcomes) {}

    /**
     * One inference shows what would be without each rule: labels say what each claim rests on. A
     * rule that is silent may matter too, if it would speak where an attribute is settled otherwise
     * or another rule is overridden.
     */
    private static Outcomes outcomes(
        Decider decider, Case given, List<Judgment> judgments, List<Element> rules) {
      return Meter.within(
          Budget.DEFAULT,
          () -> {
            List<Findings> settlings = decider.settlings(given, judgments);
            TreeSet<Element> speakers = new TreeSet<>();
            settlings.forEach(it -> speakers.addAll(it.speakers()));
            boolean isPlain = settlings.stream().allMatch(Findings::isMonotone);
            return new Outcomes(speakers, decider.outcomes(settlings, isPlain ? speakers : rules));
          });
    }

    private void count(Element rule, long entry, boolean speaks, boolean isDecisive) {
      if (speaks || isDecisive) {
        Tally tally = tallies.getOrDefault(rule.name(), Tally.NONE);
        tallies.put(rule.name(), tally.plus(entry, speaks, isDecisive));
      }
    }

    private void skip(Entry entry, NotReplayableReason reason, String why) {
      NotReplayable one = new NotReplayable(1, List.of(new Example(entry.sequence(), why)));
      reasons.merge(reason, one, NotReplayable::plus);
    }
  }
}
