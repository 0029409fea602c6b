package org.equipoise.audit.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.equipoise.audit.ledger.Entry;
import org.equipoise.audit.ledger.EntryKind;
import org.equipoise.audit.ledger.Ledger;
import org.equipoise.audit.ledger.LedgerEvent;
import org.equipoise.audit.ledger.LedgerOptions;
import org.equipoise.audit.ledger.Masking;
import org.equipoise.audit.ledger.RecordedDecision;
import org.equipoise.audit.replay.internal.ReadableFacts;
import org.equipoise.authoring.comparison.Aspect;
import org.equipoise.authoring.comparison.ConstitutionDifference;
import org.equipoise.authoring.comparison.DecisionComparison;
import org.equipoise.constitution.Action;
import org.equipoise.constitution.Constitution;
import org.equipoise.constitution.Semantics;
import org.equipoise.constitution.vetting.Permissions;
import org.equipoise.decision.Decider;
import org.equipoise.decision.Decision;
import org.equipoise.decision.DecisionError;
import org.equipoise.decision.DecisionError.Code;
import org.equipoise.decision.DecisionState;
import org.equipoise.facts.Attributes;
import org.equipoise.facts.Case;
import org.equipoise.facts.Output;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What two constitutions make of the cases in a ledger. */
class BetweenTest {
  private static final Path YEAR = Path.of("test-fixtures", "ledgers", "year");
  private static final Constitution STRICTER =
      Archive.constitution(Archive.RULES.replace("0.5", "0.3"));

  @TempDir Path folder;

  private static ReplayResult between(Constitution before, Constitution after, Path ledger) {
    return Replayer.DEFAULT.between(before, after, Ledger.in(ledger), any -> {});
  }

  private static Case lie(String id) {
    return Case.of(id, Output.of("a", Attributes.of(Map.of("violates.deceive", true))));
  }

  private static List<Object> answer(Decision decision) {
    boolean isOne = decision.outputs().size() == 1 && decision.state() != DecisionState.ERROR;
    return List.of(
        isOne ? decision.outputs().get(0).verdict() : decision.state(),
        String.valueOf(decision.choice()));
  }

  @Test
  void theYearIsComparedAsIfEachOfItsCasesWereDecidedTwice() {
    Ledger ledger = Ledger.in(YEAR);
    List<Constitution> all =
        new TreeSet<>(ledger.constitutions()).stream().map(ledger::constitution).toList();
    Constitution before = all.get(0);
    Constitution after = all.get(1);
    ReplayResult replay = between(before, after, YEAR);
    ReplaySummary summary = replay.summary();
    DecisionComparison comparison = summary.comparison();
    long decided = summary.decisions().same() + summary.decisions().changed();
    assertEquals(1_900, summary.decisions().decisions());
    assertEquals(decided, comparison.cases());
    assertEquals(summary.decisions().changed(), comparison.differing());

    Decider one = new Decider(before);
    Decider other = new Decider(after);
    ReadableFacts sight = ReadableFacts.of(before);
    ReadableFacts otherSight = ReadableFacts.of(after);
    long otherwise = 0;
    long masked = 0;
    try (Ledger.Entries entries = ledger.entries()) {
      while (entries.hasNext()) {
        Entry entry = entries.next();
        if (entry.kind() != EntryKind.DECISION) {
          continue;
        }
        RecordedDecision recorded = entry.decision();
        if (!sight.within(recorded.masked()).isEmpty()
            || !otherSight.within(recorded.masked()).isEmpty()) {
          masked++;
          continue;
        }
        List<Object> was = answer(one.decide(recorded.given(), recorded.judgments()));
        List<Object> is = answer(other.decide(recorded.given(), recorded.judgments()));
        otherwise += was.equals(is) ? 0 : 1;
      }
    }
    assertTrue(otherwise > 50, "only " + otherwise + " cases are answered otherwise");
    assertEquals(otherwise, comparison.differing(Aspect.ANSWER));
    assertEquals(1_900 - decided, masked);
    assertFalse(comparison.groups().isEmpty());
    comparison.groups().forEach(it -> assertFalse(it.causes().isEmpty(), it.toString()));
  }

  @Test
  void betweenAConstitutionAndItselfNothingChanges() {
    Constitution same =
        Ledger.in(YEAR).constitution(Ledger.in(YEAR).constitutions().iterator().next());
    ReplaySummary summary = between(same, same, YEAR).summary();
    assertEquals(0, summary.decisions().changed());
    assertTrue(summary.decisions().same() > 1_000);
  }

  @Test
  void whatItWasDecidedUnderDoesNotMatter() throws IOException {
    Path ledger = Archive.write(folder.resolve("l"), 200, 5, Archive.HONESTY);
    String wanted =
        ReplayWriter.toJson(
            ConstitutionDifference.between(Archive.HONESTY, STRICTER),
            between(Archive.HONESTY, STRICTER, ledger));
    Path kept = ledger.resolve("constitutions").resolve(Archive.HONESTY.digest().substring(7));
    Files.writeString(kept.resolve("honesty.drl"), "no rules any more");
    Path old =
        Archive.forge(
            ledger,
            folder.resolve("old"),
            it -> it.replace("\"semantics\":\"" + Semantics.VERSION + "\"", "\"semantics\":\"0\""));
    ReplayResult again = between(Archive.HONESTY, STRICTER, old);
    assertTrue(again.summary().decisions().changed() > 0);
    assertEquals(0, again.summary().decisions().notReplayable());
    String text =
        ReplayWriter.toJson(ConstitutionDifference.between(Archive.HONESTY, STRICTER), again);
    assertEquals(
        wanted.replaceFirst("\"head\":\"[^\"]*\"", ""),
        text.replaceFirst("\"head\":\"[^\"]*\"", ""));
  }

  @Test
  void factsThatEitherLooksAtAndThatWereMaskedAreTold() {
    Constitution curious =
        Archive.constitution(
            Archive.RULES
                + """
                rule "ada"
                    @Principle
                when
                    $o : Output( attr("client.name") == "Ada" )
                then
                    forbid( $o, "not her" );
                end
                """);
    Case given =
        Case.of("C", Output.of("a", Attributes.of(Map.of("client", Map.of("name", "Ada")))));
    Path ledger =
        Archive.write(
            folder,
            LedgerOptions.DEFAULT.withMasking(Masking.of("client.name")),
            Archive.HONESTY,
            Archive.decided(Archive.HONESTY, given));
    assertEquals(
        0, between(Archive.HONESTY, STRICTER, ledger).summary().decisions().notReplayable());
    for (ReplayResult seen :
        List.of(
            between(Archive.HONESTY, curious, ledger), between(curious, Archive.HONESTY, ledger))) {
      ReplaySummary.NotReplayable masked = seen.summary().reasons().get(NotReplayableReason.MASKED);
      assertEquals("/case/outputs/0/attributes/client/name", masked.examples().get(0).why());
      assertTrue(seen.hasFindings(), "nothing could be compared");
    }
  }

  @Test
  void aCaseThatTheHostCouldNotDescribeIsNotCompared() {
    Decision failed =
        Decision.failed(
            lie("C"),
            Action.BLOCK,
            Archive.HONESTY.digest(),
            DecisionError.ofHost("it could not be described as a case"));
    Decision slow =
        Decision.failed(
            lie("D"),
            Action.BLOCK,
            Archive.HONESTY.digest(),
            new DecisionError(Code.TIME_LIMIT, null, 5L, null, "the limit of 5 ms was met"));
    Path ledger =
        Archive.write(
            folder,
            LedgerOptions.DEFAULT,
            Archive.HONESTY,
            new LedgerEvent.DecisionEvent(Archive.AT, lie("C"), List.of(), failed),
            new LedgerEvent.DecisionEvent(Archive.AT, lie("D"), List.of(), slow));
    ReplaySummary summary = between(Archive.HONESTY, STRICTER, ledger).summary();
    assertEquals(List.of(NotReplayableReason.FAULT), List.copyOf(summary.reasons().keySet()));
    assertEquals(1, summary.decisions().notReplayable());
  }

  @Test
  void aDamagedLedgerIsToldAndTheRestCompared() throws IOException {
    Path broken = Archive.copy(Path.of("test-fixtures/ledgers/small"), folder.resolve("broken"));
    Path segment = broken.resolve("segments/00000000000000000000.jsonl");
    Files.writeString(
        segment, Files.readString(segment).replaceFirst("\"sick\":true", "\"sick\":null"));
    Files.writeString(segment, Files.readString(segment).replaceFirst("block", "allow"));
    ReplayResult replay = between(Archive.HONESTY, STRICTER, broken);
    assertTrue(replay.summary().damages() > 0);
    assertTrue(replay.hasFindings());
    assertEquals(6, replay.summary().decisions().decisions());
  }

  @Test
  void changesAreTriedAloneWithWhatTheHostPermits() {
    String counts =
        """
        rule "counted"
            @Principle( weight = %s )
        when
            $o : Output( attr("keeps.promise") == true )
        then
            forbid( $o, "" + new java.util.concurrent.atomic.AtomicInteger( 3 ).get() );
        end
        """;
    Permissions permissions =
        Permissions.none().withClasses("java.util.concurrent.atomic.AtomicInteger");
    Function<String, Constitution> weighing =
        weight ->
            Constitution.of(
                Map.of(
                    "constitution.json",
                    Archive.MANIFEST,
                    "honesty.drl",
                    Archive.RULES + counts.formatted(weight)),
                permissions);
    Constitution before = weighing.apply("0.2");
    Constitution after = weighing.apply("0.9");
    Path ledger = Archive.write(folder, 60, 6, before);
    Replayer replayer = Replayer.DEFAULT.withPermissions(permissions);
    for (ReplayResult replay :
        List.of(
            replayer.against(after, Ledger.in(ledger), any -> {}),
            replayer.between(before, after, Ledger.in(ledger), any -> {}))) {
      DecisionComparison comparison = replay.summary().comparison();
      assertTrue(comparison.differing() > 0);
      assertEquals(Set.of(), replay.summary().notTriedAlone());
      assertEquals(
          List.of("principle counted"), comparison.groups().get(0).causes(), comparison.toString());
    }
  }
}
