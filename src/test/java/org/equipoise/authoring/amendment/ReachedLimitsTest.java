package org.equipoise.authoring.amendment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.equipoise.constitution.Constitution;
import org.equipoise.facts.Attributes;
import org.equipoise.facts.Case;
import org.equipoise.facts.DeonticStatus;
import org.equipoise.facts.Judgment;
import org.equipoise.facts.Output;
import org.equipoise.revision.Cost;
import org.equipoise.revision.solver.SolveLimits;
import org.junit.jupiter.api.Test;

class ReachedLimitsTest {
  private static final Constitution RULES =
      Constitution.of(
          Map.of(
              "constitution.json",
              "{\"name\": \"limits\", \"version\": \"1.0.0\"}",
              "rules.drl",
              """
              package limits
              rule "no-dose" @Principle( weight = 0.8 )
              when $o : Output( attr("dose") == true ) then forbid( $o, "a dose" ); end
              """));

  private static final long NEVER = 1L << 60;

  private static Amender amender(SolveLimits limits, int seed) {
    Random random = new Random(seed);
    Amender amender = new Amender(RULES, new Amender.Options(2, 3, 2, null), limits);
    for (int i = 0; i < 30; i++) {
      Map<String, Object> attributes = new TreeMap<>(Map.of("dose", random.nextInt(5) > 0));
      for (String name : List.of("a", "b", "c")) {
        attributes.put(name, random.nextBoolean());
      }
      Case given = Case.of("C" + i, Output.of("o", Attributes.of(attributes)));
      DeonticStatus status =
          attributes.get("a").equals(true) ? DeonticStatus.PERMITTED : DeonticStatus.FORBIDDEN;
      Judgment.Verdict verdict =
          new Judgment.OnOutput("o", random.nextInt(6) > 0 ? status : DeonticStatus.PERMITTED);
      amender.addInTime(given, List.of(Judgment.of("J" + i, "C" + i, verdict, 0.9)));
    }
    return amender;
  }

  @Test
  void everyPhaseAsksForTheTime() {
    Map<String, Long> asked = new TreeMap<>();
    List<String> phases = new ArrayList<>(List.of("reading"));
    SolveLimits limits =
        new SolveLimits(
            () ->
                Objects.requireNonNull(asked.merge(phases.get(phases.size() - 1), 1L, Long::sum))
                    - NEVER,
            0,
            () -> false,
            1);
    amender(limits, 1).propose(RULES.files(), phases::add);
    assertEquals(5, phases.size());
    assertEquals(List.of(), phases.stream().filter(it -> !asked.containsKey(it)).toList());
    assertTrue(asked.getOrDefault("reading", 0L) >= 30, asked.toString());
  }

  @Test
  void whenTheTimeIsOverNothingIsToldThatIsNotSo() {
    int cut = 0;
    int partly = 0;
    int found = 0;
    for (int seed = 0; seed < 3; seed++) {
      ProposedChanges whole = amender(SolveLimits.none(), seed).propose();
      assertTrue(whole.certified() && whole.notComputed().isEmpty(), "seed " + seed);
      for (long ticks = 1; ticks < 10_000_000_000L; ticks *= 4) {
        AtomicLong clock = new AtomicLong();
        SolveLimits limits = new SolveLimits(clock::incrementAndGet, ticks, () -> false, 1);
        ProposedChanges some = amender(limits, seed).propose();
        check(whole, some, "seed " + seed + " until " + ticks);
        cut += some.notComputed().isEmpty() ? 0 : 1;
        partly += some.cases() < whole.cases() ? 1 : 0;
        found += some.changes().isEmpty() ? 0 : 1;
      }
    }
    assertTrue(cut > 4, "the time was over " + cut + " times");
    assertTrue(partly > 0, "no case was ever left out");
    assertTrue(found > 4, "changes were found " + found + " times");
  }

  private static void check(ProposedChanges whole, ProposedChanges some, String when) {
    List<String> missing = some.notComputed();
    assertEquals(some.cases() < whole.cases(), missing.contains("cases"), when);
    assertEquals(some.before() == null, missing.contains("index"), when);
    if (missing.isEmpty()) {
      assertEquals(whole, some, when);
    }
    if (missing.contains("cases")) {
      assertFalse(some.certified() || some.verified() || some.isWhole(), when);
      assertEquals(Cost.ZERO, some.lowerBound(), when);
      return;
    }
    assertTrue(some.lowerBound().compareTo(whole.cost()) <= 0, when);
    assertEquals(some.changes().isEmpty(), missing.contains("changes"), when);
    assertEquals(
        missing.contains("inseparable") ? List.of() : whole.inseparable(),
        some.inseparable(),
        when);
    if (some.before() != null) {
      assertEquals(whole.before(), some.before(), when);
    }
    if (missing.contains("verified")) {
      assertFalse(some.verified(), when);
      assertTrue(some.changes().stream().allMatch(it -> it.elseChanged().isEmpty()), when);
    }
    if (some.certified()) {
      assertEquals(whole.patch().isEmpty(), some.patch().isEmpty(), when);
      assertEquals(whole.cost(), some.cost(), when);
      assertEquals(whole.id(), some.id(), when);
    }
    for (ProposedChange change : some.changes()) {
      if (change.price().isPresent()) {
        assertTrue(some.certified(), when);
        assertTrue(
            whole.changes().stream()
                .anyMatch(
                    it ->
                        it.inWords().equals(change.inWords()) && it.price().equals(change.price())),
            when);
      }
    }
  }

  @Test
  void aProposalWithoutAnyTimeNamesEverything() {
    Amender amender = new Amender(RULES, new Amender.Options(3, 3, 5, Duration.ofNanos(1)));
    Judgment.Verdict permitted = new Judgment.OnOutput("o", DeonticStatus.PERMITTED);
    Case given = Case.of("C", Output.of("o", Attributes.of(Map.of("dose", true))));
    assertFalse(amender.addInTime(given, List.of(Judgment.of("J", "C", permitted, 0.9))));
    ProposedChanges proposal = amender.propose();
    assertFalse(proposal.isWhole());
    assertEquals(0, proposal.cases());
    assertEquals(
        List.of(
            "alternatives", "cases", "changes", "coverage", "index", "informative", "inseparable"),
        proposal.notComputed());
    assertEquals(List.of(), proposal.doubts());
  }

  @Test
  void casesThatChangesAreOnlyMeasuredByAreLeftOutAltogether() {
    AtomicLong clock = new AtomicLong();
    SolveLimits limits = new SolveLimits(clock::get, 1L << 40, () -> false, 1);
    Amender amender = new Amender(RULES, new Amender.Options(3, 1, 0, null), limits);
    Judgment.Verdict permitted = new Judgment.OnOutput("o", DeonticStatus.PERMITTED);
    for (String id : List.of("A", "B", "C")) {
      clock.set(id.equals("C") ? 1L << 39 : 0);
      Case given = Case.of(id, Output.of("o", Attributes.of(Map.of("dose", true, "a", true))));
      List<Judgment> judged = List.of(Judgment.of("J", id, permitted, 0.9));
      if (id.equals("A")) {
        assertTrue(amender.addInTime(given, judged));
      } else {
        assertEquals(id.equals("B"), amender.addHeldOutInTime(given, judged));
      }
    }
    ProposedChanges proposal = amender.propose();
    assertEquals(List.of("trust"), proposal.notComputed());
    assertTrue(
        proposal.changes().stream()
            .allMatch(it -> it.trust() == null || it.trust().heldOut().isEmpty()));
  }
}
