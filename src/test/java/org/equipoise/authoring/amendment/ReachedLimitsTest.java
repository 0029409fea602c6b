package org.equipoise.authoring.amendment;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.equipoise.constitution.Constitution;
import org.equipoise.facts.Attributes;
import org.equipoise.facts.Case;
import org.equipoise.facts.DeonticStatus;
import org.equipoise.facts.Judgment;
import org.equipoise.facts.Output;
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

  @Test
  void aSearchWithoutTimeGivesTheBestFoundAndWhatIsProven() {
    Random random = new Random(1);
    Amender amender = new Amender(RULES, new Amender.Options(3, 3, 5, Duration.ofNanos(1)));
    for (int i = 0; i < 60; i++) {
      Map<String, Object> attributes =
          Map.of(
              "dose",
              true,
              "a",
              random.nextBoolean(),
              "b",
              random.nextBoolean(),
              "c",
              random.nextBoolean(),
              "d",
              random.nextBoolean());
      Judgment.Verdict permitted = new Judgment.OnOutput("o", DeonticStatus.PERMITTED);
      amender.add(
          Case.of("C" + i, Output.of("o", Attributes.of(attributes))),
          random.nextBoolean()
              ? List.of(Judgment.of("J" + i, "C" + i, permitted, 0.9))
              : List.of());
    }
    ProposedChanges proposal = amender.propose();
    assertFalse(proposal.certified());
    assertTrue(proposal.verified(), proposal.doubts().toString());
    assertTrue(proposal.lowerBound().compareTo(proposal.cost()) <= 0);
    assertTrue(proposal.changes().stream().allMatch(it -> it.price().equals(Optional.empty())));
  }
}
