package org.equipoise.audit.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.equipoise.audit.ledger.Entry;
import org.equipoise.audit.ledger.EntryKind;
import org.equipoise.audit.ledger.Ledger;
import org.equipoise.audit.ledger.RecordedDecision;
import org.equipoise.audit.replay.DecisiveRules.Tally;
import org.equipoise.constitution.Constitution;
import org.equipoise.constitution.vetting.Permissions;
import org.equipoise.decision.CaseAnswer;
import org.equipoise.decision.Decider;
import org.equipoise.decision.DecisionState;
import org.junit.jupiter.api.Test;

/** How often a rule was decisive is how often deciding again without it gives another answer. */
class DecisiveRulesTest {
  private static final Ledger YEAR = Ledger.in(Path.of("test-fixtures", "ledgers", "year"));

  /** Some entries under two constitutions; all of them if many seeds are asked for. */
  private static final boolean IS_WHOLE = Integer.getInteger("equipoise.seeds", 0) >= 1_000;

  private static final long FROM = IS_WHOLE ? 0 : 740;
  private static final long TO = IS_WHOLE ? Long.MAX_VALUE : 1_000;

  @Test
  void theCountsAreThoseOfDecidingAgainWithoutEachRule() {
    Map<String, Long> decisive = new TreeMap<>();
    Map<String, Map<String, Decider>> deciders = new HashMap<>();
    long decisions = 0;
    try (Ledger.Entries entries = YEAR.entries(FROM)) {
      while (entries.hasNext() && entries.nextSequence() < TO) {
        Entry entry = entries.next();
        if (entry.kind() != EntryKind.DECISION
            || entry.decision().decision().state() == DecisionState.ERROR) {
          continue;
        }
        decisions++;
        CaseAnswer actual = entry.decision().decision().answer();
        deciders
            .computeIfAbsent(String.valueOf(entry.constitution()), DecisiveRulesTest::without)
            .forEach(
                (rule, decider) ->
                    decisive.merge(
                        rule, answer(entry, decider).equals(actual) ? 0L : 1L, Long::sum));
      }
    }
    DecisiveRules found = DecisiveRules.in(YEAR, FROM, TO, Permissions.none(), it -> {});
    assertEquals(decisions, found.decisions(), found.reasons().toString());
    Map<String, Long> counted = new TreeMap<>();
    decisive.forEach(
        (rule, count) ->
            counted.put(rule, found.rules().getOrDefault(rule, Tally.NONE).decisive()));
    assertEquals(decisive, counted);
    assertEquals(IS_WHOLE ? 3 : 0, found.failed());
    assertTrue(decisive.values().stream().filter(it -> it > 0).count() >= 5, decisive.toString());
  }

  /** Deciders without one rule, by the rule, for the constitution of an entry. */
  private static Map<String, Decider> without(String digest) {
    Constitution constitution = YEAR.constitution(digest);
    Map<String, Decider> deciders = new TreeMap<>();
    for (String rule : constitution.rules().keySet()) {
      deciders.put(rule, new Decider(constitution.withoutRules(Set.of(rule))));
    }
    return deciders;
  }

  private static CaseAnswer answer(Entry entry, Decider decider) {
    RecordedDecision recorded = entry.decision();
    return decider.under(entry.semantics()).decide(recorded.given(), recorded.judgments()).answer();
  }
}
